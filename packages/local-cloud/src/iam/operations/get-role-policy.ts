import { AwsError } from '../../aws/aws-error.ts';
import { askedRole, encodedDocument, type IamOperation, required } from './operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: IamOperation = (call) => {
  const { record } = askedRole(call, 'iam:GetRolePolicy');
  const name = required(call.parameters, 'PolicyName');
  const document = Object.hasOwn(record.inline, name) ? record.inline[name] : undefined;
  if (document === undefined) {
    throw new AwsError('NoSuchEntity', `The role policy with name ${name} cannot be found.`, 404);
  }
  return { RoleName: record.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
};
