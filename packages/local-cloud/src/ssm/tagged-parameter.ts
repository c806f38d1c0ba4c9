import { AwsError } from '../aws/aws-error.ts';
import type { ParameterRecord } from './parameter-store.ts';
import { authorizeParameter, type SsmCall } from './ssm-call.ts';

/** The parameter whose tags a call is about. Throws AwsError `InvalidResourceType`, `InvalidResourceId`. */
export function taggedParameter(call: SsmCall, action: string): ParameterRecord {
  const name = call.input.text('ResourceId');
  authorizeParameter(call, action, name);
  if (call.input.text('ResourceType') !== 'Parameter') {
    throw new AwsError('InvalidResourceType', 'Only parameters are supported.');
  }
  const record = call.parameters.get(name);
  if (record === undefined) throw new AwsError('InvalidResourceId', `There is no parameter ${name}.`);
  return record;
}
