import { askedRole, type IamOperation } from './operation.ts';
import { roleXml } from './role-xml.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: IamOperation = (call) => ({
  Role: roleXml(askedRole(call, 'iam:GetRole').record, 'whole'),
});
