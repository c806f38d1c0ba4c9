import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ActionRow, operationNames } from '../../test/asked-actions.ts';
import { AwsError } from '../aws/aws-error.ts';
import { createSts } from '../sts/sts.ts';
import { ACCOUNT_TRUST, allow, formRequest, type IamFixture, openIam } from './testing/iam-fixture.ts';

const ARN = 'arn:aws:iam::000000000000:';
const ROLE = `${ARN}role/reader`;
const POLICY = `${ARN}policy/shared`;
const RoleName = 'reader';

const IAM_ROWS: readonly ActionRow[] = [
  ['GetPolicy', { PolicyArn: POLICY }, [`iam:GetPolicy ${POLICY}`]],
  ['GetPolicyVersion', { PolicyArn: POLICY, VersionId: 'v1' }, [`iam:GetPolicyVersion ${POLICY}`]],
  ['GetRole', { RoleName }, [`iam:GetRole ${ROLE}`]],
  ['GetRolePolicy', { RoleName, PolicyName: 'p' }, [`iam:GetRolePolicy ${ROLE}`]],
  ['GetUser', { UserName: 'administrator' }, [`iam:GetUser ${ARN}user/administrator`]],
  ['ListAttachedRolePolicies', { RoleName }, [`iam:ListAttachedRolePolicies ${ROLE}`]],
  ['ListRolePolicies', { RoleName }, [`iam:ListRolePolicies ${ROLE}`]],
  ['ListRoles', {}, [`iam:ListRoles ${ARN}role/`]],
  [
    'SimulatePrincipalPolicy',
    { PolicySourceArn: ROLE, 'ActionNames.member.1': 's3:GetObject' },
    [`iam:SimulatePrincipalPolicy ${ROLE}`],
  ],
];
/** Who one is needs no permission, and a role's trust policy is asked, not the caller's alone. */
const STS_ROWS: readonly ActionRow[] = [
  ['AssumeRole', { RoleArn: ROLE, RoleSessionName: 's' }, []],
  ['GetCallerIdentity', {}, []],
  ['GetSessionToken', {}, []],
];
/** Files that hold no operation. */
const OTHER_FILES = ['AskedPolicy', 'Operation', 'RoleXml'];

let iam: IamFixture;
beforeAll(async () => {
  iam = await openIam();
  await iam.create('AWS::IAM::Role', 'Reader', { RoleName, AssumeRolePolicyDocument: ACCOUNT_TRUST });
  await iam.create('AWS::IAM::ManagedPolicy', 'Shared', {
    ManagedPolicyName: 'shared',
    PolicyDocument: allow('s3:GetObject', '*'),
  });
});
afterAll(() => iam.close());

describe.each([
  ['iam', '2010-05-08', IAM_ROWS],
  ['sts', '2011-06-15', STS_ROWS],
] as const)('the operations of %s', (name, Version, rows) => {
  it('have a row each', async () => {
    const names = (await operationNames(name)).filter((one) => !OTHER_FILES.includes(one));
    expect(rows.map(([operation]) => operation).sort()).toEqual(names);
  });

  it.each(rows)('%s asks the policies', async (Action, input, asked) => {
    const caller = iam.iam.callerOf(iam.iam.identify(iam.iam.administrator.accessKeyId, undefined), name);
    const authorize = vi.spyOn(caller, 'authorize').mockReturnValue();
    const services = name === 'iam' ? iam.iam.services : createSts(iam.context, iam.iam).services;
    const call = formRequest({ Action, Version, ...(input as Record<string, string>) });
    try {
      await services[0]?.handle({ ...call, caller });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
    expect(authorize.mock.calls.map(([{ action, resource }]) => `${action} ${resource}`)).toEqual(asked);
  });
});
