import { globalArn } from '../../aws/account.ts';
import { type IamOperation, page } from './operation.ts';
import { roleXml } from './role-xml.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: IamOperation = ({ context, directory, caller, parameters }) => {
  const prefix = parameters.get('PathPrefix') ?? '/';
  caller.authorize({ action: 'iam:ListRoles', resource: globalArn(context.account, 'iam', `role${prefix}`) });
  const records = directory
    .roles()
    .map(({ record }) => record)
    .filter(({ path }) => path.startsWith(prefix));
  const { items, rest } = page(parameters, records, ({ name }) => name);
  return { Roles: items.map((record) => roleXml(record, 'listed')), ...rest };
};
