import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import * as member from '../input/members.ts';
import { integer, required, type Shape, structure } from '../input/shape.ts';
import { type Group, groupId } from '../model/group.ts';
import type { UserPool } from '../model/user-pool.ts';
import { timestamp } from './descriptions.ts';

export interface GroupInput {
  readonly UserPoolId: string;
  readonly GroupName: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Precedence?: number;
}

export const groupInput: Shape<GroupInput> = structure({
  UserPoolId: required(member.poolId),
  GroupName: required(member.groupName),
  Description: member.description,
  RoleArn: member.arn,
  Precedence: integer(0, 2 ** 31 - 1),
});

function settings(input: GroupInput): Partial<Group> {
  return {
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.RoleArn === undefined ? {} : { roleArn: input.RoleArn }),
    ...(input.Precedence === undefined ? {} : { precedence: input.Precedence }),
  };
}

export async function createGroup(
  core: CognitoCore,
  pool: UserPool,
  input: GroupInput,
  creationToken?: string,
): Promise<Group> {
  const id = groupId(pool.id, input.GroupName);
  const existing = core.groups.get(id);
  if (existing && (creationToken === undefined || existing.creationToken !== creationToken)) {
    throw new AwsError('GroupExistsException', 'A group with the name already exists.');
  }
  const now = core.sources.now();
  const group: Group = {
    poolId: pool.id,
    name: input.GroupName,
    ...settings(input),
    createdAt: existing?.createdAt ?? now,
    modifiedAt: now,
    ...(creationToken === undefined ? {} : { creationToken }),
  };
  await core.groups.put(id, group);
  return group;
}

/** Throws ResourceNotFoundException. */
export function findGroup(core: CognitoCore, pool: UserPool, name: string): Group {
  const group = core.groups.get(groupId(pool.id, name));
  if (group) return group;
  throw new AwsError('ResourceNotFoundException', 'Group not found.');
}

export async function updateGroup(core: CognitoCore, pool: UserPool, input: GroupInput): Promise<Group> {
  const group = {
    ...findGroup(core, pool, input.GroupName),
    ...settings(input),
    modifiedAt: core.sources.now(),
  };
  await core.groups.put(groupId(pool.id, group.name), group);
  return group;
}

/** Its members leave it. */
export async function deleteGroup(core: CognitoCore, pool: UserPool, name: string): Promise<void> {
  findGroup(core, pool, name);
  await core.groups.delete(groupId(pool.id, name));
  for await (const user of core.users.inGroup(pool, name)) await leaveGroup(core, pool, user.sub, name);
}

export async function joinGroup(core: CognitoCore, pool: UserPool, sub: string, name: string): Promise<void> {
  findGroup(core, pool, name);
  await core.users.change(pool, sub, (user) =>
    user.groups.includes(name) ? user : { ...user, groups: [...user.groups, name] },
  );
}

export async function leaveGroup(
  core: CognitoCore,
  pool: UserPool,
  sub: string,
  name: string,
): Promise<void> {
  await core.users.change(pool, sub, (user) =>
    user.groups.includes(name) ? { ...user, groups: user.groups.filter((each) => each !== name) } : user,
  );
}

export function describedGroup(group: Group): object {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    ...(group.description === undefined ? {} : { Description: group.description }),
    ...(group.roleArn === undefined ? {} : { RoleArn: group.roleArn }),
    ...(group.precedence === undefined ? {} : { Precedence: group.precedence }),
    LastModifiedDate: timestamp(group.modifiedAt),
    CreationDate: timestamp(group.createdAt),
  };
}
