import { askedRole, type IamOperation, page } from './operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies: IamOperation = (call) => {
  const { record } = askedRole(call, 'iam:ListRolePolicies');
  const { items, rest } = page(call.parameters, Object.keys(record.inline), (name) => name);
  return { PolicyNames: items, ...rest };
};
