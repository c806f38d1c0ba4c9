import { AwsError } from '../../aws/aws-error.ts';
import { awsManagedDocument } from '../aws-managed-policies.ts';
import type { ManagedPolicyRecord } from '../role-directory.ts';
import { type IamOperationCall, required } from './operation.ts';

export interface AskedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly document: unknown;
  /** Absent when the policy is AWS's own. */
  readonly record: ManagedPolicyRecord | undefined;
}

/** The managed policy that `PolicyArn` names, if the caller may do `action` to it. */
export function askedPolicy(
  { directory, caller, parameters }: IamOperationCall,
  action: string,
): AskedPolicy {
  const arn = required(parameters, 'PolicyArn');
  caller.authorize({ action, resource: arn });
  const record = directory.managedPolicy(arn);
  const document = record === undefined ? awsManagedDocument(arn) : record.document;
  if (document === undefined) throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
  return { arn, name: arn.slice(arn.lastIndexOf('/') + 1), document, record };
}
