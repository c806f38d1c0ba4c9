import { askedRole, type IamOperation, page } from './operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies: IamOperation = (call) => {
  const { record } = askedRole(call, 'iam:ListAttachedRolePolicies');
  const { items, rest } = page(call.parameters, record.attached, (arn) => arn);
  return {
    AttachedPolicies: items.map((arn) => ({
      PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
      PolicyArn: arn,
    })),
    ...rest,
  };
};
