import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ACCOUNT_TRUST,
  allow,
  formRequest,
  type IamFixture,
  LAMBDA_TRUST,
  openIam,
  TABLE,
} from './testing/iam-fixture.ts';

let fixture: IamFixture;

beforeEach(async () => {
  fixture = await openIam();
  await fixture.create('AWS::IAM::ManagedPolicy', 'Shared', {
    ManagedPolicyName: 'shared',
    Path: '/team/',
    PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::reports/*'),
  });
  await fixture.create('AWS::IAM::Role', 'Reader', {
    RoleName: 'reader',
    AssumeRolePolicyDocument: LAMBDA_TRUST,
    ManagedPolicyArns: [SHARED, BASIC],
    Policies: [{ PolicyName: 'table', PolicyDocument: allow('dynamodb:GetItem', TABLE) }],
    Tags: [{ Key: 'team', Value: 'a<b' }],
  });
  await fixture.create('AWS::IAM::Role', 'Other', {
    RoleName: 'other',
    Path: '/team/',
    AssumeRolePolicyDocument: ACCOUNT_TRUST,
  });
});
afterEach(() => fixture.close());

const SHARED = 'arn:aws:iam::000000000000:policy/team/shared';
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

/** The answer's XML, called as the administrator or with other keys. */
async function call(
  action: string,
  parameters: Readonly<Record<string, string>> = {},
  keys?: [string, string],
): Promise<{ status: number; xml: string }> {
  const [service] = fixture.iam.services;
  const { request, body } = formRequest({ Action: action, Version: '2010-05-08', ...parameters });
  const [key, token] = keys ?? [fixture.iam.administrator.accessKeyId, undefined];
  const caller = fixture.iam.callerOf(fixture.iam.identify(key, token), 'iam');
  const response = await service?.handle({ request, body, caller });
  return { status: response?.status ?? 0, xml: String(response?.body) };
}

function texts(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text ?? '');
}

function documentOf(xml: string, element: string): unknown {
  return JSON.parse(decodeURIComponent(texts(xml, element)[0] ?? ''));
}

describe('IAM answers', () => {
  it('GetRole', async () => {
    const { status, xml } = await call('GetRole', { RoleName: 'reader' });
    expect(status).toBe(200);
    expect(xml).toMatch(
      /^<GetRoleResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><GetRoleResult><Role>/,
    );
    expect(texts(xml, 'Arn')).toEqual(['arn:aws:iam::000000000000:role/reader']);
    expect(texts(xml, 'MaxSessionDuration')).toEqual(['3600']);
    expect(documentOf(xml, 'AssumeRolePolicyDocument')).toEqual(LAMBDA_TRUST);
    expect(xml).toContain('<Tags><member><Key>team</Key><Value>a&lt;b</Value></member></Tags>');
  });

  it('ListRoles, in pages and below a path', async () => {
    const first = await call('ListRoles', { MaxItems: '1' });
    expect(texts(first.xml, 'RoleName')).toEqual(['other']);
    expect(texts(first.xml, 'IsTruncated')).toEqual(['true']);
    const second = await call('ListRoles', { MaxItems: '1', Marker: texts(first.xml, 'Marker')[0] ?? '' });
    expect(texts(second.xml, 'RoleName')).toEqual(['reader']);
    expect(texts(second.xml, 'IsTruncated')).toEqual(['false']);
    expect(texts((await call('ListRoles', { PathPrefix: '/team/' })).xml, 'RoleName')).toEqual(['other']);
  });

  it('ListRolePolicies and GetRolePolicy', async () => {
    const { xml } = await call('ListRolePolicies', { RoleName: 'reader' });
    expect(xml).toContain('<PolicyNames><member>table</member></PolicyNames>');
    const policy = await call('GetRolePolicy', { RoleName: 'reader', PolicyName: 'table' });
    expect(documentOf(policy.xml, 'PolicyDocument')).toEqual(allow('dynamodb:GetItem', TABLE));
  });

  it('ListAttachedRolePolicies, GetPolicy and GetPolicyVersion', async () => {
    const { xml } = await call('ListAttachedRolePolicies', { RoleName: 'reader' });
    expect(texts(xml, 'PolicyName')).toEqual(['shared', 'AWSLambdaBasicExecutionRole']);
    const own = await call('GetPolicy', { PolicyArn: SHARED });
    expect(texts(own.xml, 'Path')).toEqual(['/team/']);
    expect(texts(own.xml, 'AttachmentCount')).toEqual(['1']);
    const version = await call('GetPolicyVersion', { PolicyArn: SHARED, VersionId: 'v1' });
    expect(documentOf(version.xml, 'Document')).toEqual(allow('s3:GetObject', 'arn:aws:s3:::reports/*'));
    const managed = await call('GetPolicyVersion', { PolicyArn: BASIC, VersionId: 'v1' });
    expect(documentOf(managed.xml, 'Document')).toMatchObject({ Statement: [{ Resource: '*' }] });
  });

  it('GetUser', async () => {
    const { xml } = await call('GetUser');
    expect(texts(xml, 'Arn')).toEqual(['arn:aws:iam::000000000000:user/administrator']);
  });

  it('SimulatePrincipalPolicy', async () => {
    const { xml } = await call('SimulatePrincipalPolicy', {
      PolicySourceArn: 'arn:aws:iam::000000000000:role/reader',
      'ActionNames.member.1': 'dynamodb:GetItem',
      'ActionNames.member.2': 'dynamodb:PutItem',
      'ResourceArns.member.1': TABLE,
    });
    expect(texts(xml, 'EvalDecision')).toEqual(['allowed', 'implicitDeny']);
    expect(texts(xml, 'SourcePolicyId')).toEqual(['table']);
  });
});

describe('IAM refuses', () => {
  it.each<[string, string, Readonly<Record<string, string>>, number, string]>([
    ['a role that is not there', 'GetRole', { RoleName: 'none' }, 404, 'NoSuchEntity'],
    ['a call without a name', 'GetRole', {}, 400, 'ValidationError'],
    [
      'an inline policy that is not there',
      'GetRolePolicy',
      { RoleName: 'reader', PolicyName: 'toString' },
      404,
      'NoSuchEntity',
    ],
    ['a policy that is not there', 'GetPolicy', { PolicyArn: `${SHARED}2` }, 404, 'NoSuchEntity'],
    [
      'a version that is not there',
      'GetPolicyVersion',
      { PolicyArn: SHARED, VersionId: 'v2' },
      404,
      'NoSuchEntity',
    ],
    ['a user that is not there', 'GetUser', { UserName: 'ann' }, 404, 'NoSuchEntity'],
    ['no items', 'ListRoles', { MaxItems: '0' }, 400, 'ValidationError'],
    ['changes', 'CreateRole', { RoleName: 'x' }, 400, 'InvalidAction'],
    ['another version of itself', 'GetRole', { Version: '2000-01-01' }, 400, 'InvalidAction'],
    [
      'to simulate with other policies',
      'SimulatePrincipalPolicy',
      { PolicySourceArn: SHARED, 'PolicyInputList.member.1': '{}' },
      400,
      'InvalidInput',
    ],
  ])('%s', async (_name, action, parameters, status, code) => {
    const answer = await call(action, parameters);
    expect(answer.status).toBe(status);
    expect(texts(answer.xml, 'Code')).toEqual([code]);
  });

  it('whom the role does not allow it, before telling whether something is there', async () => {
    const role = fixture.iam.directory.role('reader');
    const credentials = fixture.assume({ physicalId: 'reader', attributes: { Arn: role?.record.arn ?? '' } });
    const keys: [string, string] = [credentials.accessKeyId, credentials.sessionToken];
    for (const RoleName of ['other', 'none']) {
      const { status, xml } = await call('GetRole', { RoleName }, keys);
      expect([status, texts(xml, 'Code')]).toEqual([403, ['AccessDenied']]);
    }
  });
});
