import { globalArn } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { PartContext } from '../../aws/cloud-part.ts';
import type { LocalSecrets } from '../credentials-file.ts';
import type { IamCaller } from '../iam-caller.ts';
import type { XmlMembers } from '../query-protocol.ts';
import type { Role, RoleDirectory } from '../role-directory.ts';

/** What an operation of IAM is given. */
export interface IamOperationCall {
  readonly context: PartContext;
  readonly directory: RoleDirectory;
  readonly administrator: LocalSecrets['administrator'];
  readonly caller: IamCaller;
  readonly parameters: URLSearchParams;
}

export type IamOperation = (call: IamOperationCall) => XmlMembers;

/** The parameter; throws AwsError `ValidationError` when it is not given. */
export function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value !== null && value !== '') return value;
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** The role that `RoleName` names, if the caller may do `action` to it. */
export function askedRole(
  { context, directory, caller, parameters }: IamOperationCall,
  action: string,
): Role {
  const name = required(parameters, 'RoleName');
  const role = directory.role(name);
  caller.authorize({
    action,
    resource: role?.record.arn ?? globalArn(context.account, 'iam', `role/${name}`),
  });
  if (role !== undefined) return role;
  throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
}

/** One page of a list, as `MaxItems` and `Marker` ask for it. Items are ordered by `keyOf`. */
export function page<Item>(
  parameters: URLSearchParams,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly rest: XmlMembers } {
  const given = parameters.get('MaxItems') ?? '100';
  const most = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (most < 1 || most > 1000) {
    throw new AwsError('ValidationError', 'MaxItems must be a number from 1 to 1000.');
  }
  const after = Buffer.from(parameters.get('Marker') ?? '', 'base64url').toString();
  const sorted = [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const remaining = sorted.filter((item) => keyOf(item) > after);
  const shown = remaining.slice(0, most);
  const last = shown.at(-1);
  const more = remaining.length > shown.length && last !== undefined;
  return {
    items: shown,
    rest: {
      IsTruncated: more,
      Marker: more ? Buffer.from(keyOf(last)).toString('base64url') : undefined,
    },
  };
}

/** Policy documents travel percent-encoded (RFC 3986). */
export function encodedDocument(document: unknown): string {
  return encodeURIComponent(JSON.stringify(document));
}

/** A time as IAM writes it: to the second. */
export function timestamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
