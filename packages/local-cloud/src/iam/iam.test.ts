import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject, ResourceState } from '../cloudformation/resource-provider.ts';
import {
  allow,
  errorOf,
  formRequest,
  type IamFixture,
  LAMBDA_TRUST,
  openIam,
  TABLE,
} from './testing/iam-fixture.ts';

let fixture: IamFixture;

beforeEach(async () => {
  fixture = await openIam();
});
afterEach(() => fixture.close());

function handler(properties: JsonObject = {}): Promise<ResourceState> {
  return fixture.create('AWS::IAM::Role', 'Handler', {
    AssumeRolePolicyDocument: LAMBDA_TRUST,
    ...properties,
  });
}

function inline(document: JsonObject): JsonObject {
  return { Policies: [{ PolicyName: 'own', PolicyDocument: document }] };
}

describe('a call', () => {
  it('of a function is allowed by the role, and the journal explains what is not', async () => {
    const role = await handler();
    await fixture.create('AWS::IAM::Policy', 'Default', {
      PolicyName: 'DefaultPolicy',
      PolicyDocument: allow(['dynamodb:GetItem'], TABLE),
      Roles: [role.physicalId],
    });
    const credentials = fixture.assume(role);
    fixture.attempt(credentials, 'dynamodb:GetItem', TABLE);
    const error = errorOf(() => fixture.attempt(credentials, 'dynamodb:PutItem', TABLE));
    const sentence = `User: arn:aws:sts::000000000000:assumed-role/${role.physicalId}/fn is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`;
    expect(error).toMatchObject({ code: 'AccessDeniedException', status: 400, message: sentence });
    expect(fixture.journal).toEqual([
      {
        source: 'iam',
        outcome: 'refused',
        rule: `identity-based policy of role ${role.physicalId}: DefaultPolicy`,
        text: sentence,
        hint: `This statement would allow it: {"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"${TABLE}"}`,
        access: {
          caller: `arn:aws:sts::000000000000:assumed-role/${role.physicalId}/fn`,
          action: 'dynamodb:PutItem',
          resource: TABLE,
          kind: 'identity-based policy',
          policies: ['DefaultPolicy'],
          missing: { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: TABLE },
        },
      },
    ]);
  });

  const sentence = (service: string): string =>
    `User: arn:aws:sts::000000000000:assumed-role/handler/fn is not authorized to perform: ${service}:X on resource: arn:aws:${service}:::r because no identity-based policy allows the ${service}:X action`;
  it.each([
    ['dynamodb', 'AccessDeniedException', 400, sentence('dynamodb')],
    ['logs', 'AccessDeniedException', 400, sentence('logs')],
    ['cognito-idp', 'AccessDeniedException', 400, sentence('cognito-idp')],
    ['lambda', 'AccessDeniedException', 403, sentence('lambda')],
    ['sts', 'AccessDenied', 403, sentence('sts')],
    ['iam', 'AccessDenied', 403, sentence('iam')],
    ['s3', 'AccessDenied', 403, sentence('s3').replace('arn:aws:s3:::r', '"arn:aws:s3:::r"')],
    [
      'ec2',
      'UnauthorizedOperation',
      403,
      `You are not authorized to perform this operation. ${sentence('ec2')}.`,
    ],
  ])('of %s is refused as %s %d', async (service, code, status, message) => {
    const credentials = fixture.assume(await handler({ RoleName: 'handler' }));
    const error = errorOf(() =>
      fixture.attempt(credentials, `${service}:X`, `arn:aws:${service}:::r`, service),
    );
    expect(error).toMatchObject({ code, status, message });
  });

  it('that a statement denies names the statement', async () => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Sid: 'NoTables', Effect: 'Deny', Action: 'dynamodb:*Table', Resource: '*' },
      ],
    };
    const credentials = fixture.assume(await handler({ RoleName: 'handler', ...inline(document) }));
    const error = errorOf(() => fixture.attempt(credentials, 'dynamodb:DeleteTable', TABLE));
    expect(error.message).toMatch(/ with an explicit deny in an identity-based policy$/);
    expect(fixture.journal).toMatchObject([
      { rule: 'identity-based policy of role handler: own, statement NoTables' },
    ]);
  });

  it.each([
    [
      'another resource',
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: `${TABLE}2` },
      `own, statement #1, allows the action on ${TABLE}2 only. `,
    ],
    [
      'a condition',
      { Sid: 'S', Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { 'x:y': 'true' } } },
      'own, statement S, allows the action, but its condition is not met. ',
    ],
  ])('that is nearly allowed is told so: %s', async (_name, statement, hint) => {
    const credentials = fixture.assume(
      await handler(inline({ Version: '2012-10-17', Statement: [statement] })),
    );
    errorOf(() => fixture.attempt(credentials, 'dynamodb:GetItem', TABLE));
    expect(fixture.journal[0]?.hint).toContain(hint);
  });

  it('may depend on who calls', async () => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::${aws:PrincipalTag/team}/*',
          Condition: {
            ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/handler' },
            StringLike: { 'aws:userid': '*:fn' },
            StringEquals: { 'aws:PrincipalAccount': '000000000000', 'aws:PrincipalType': 'AssumedRole' },
            Null: { 'aws:username': 'true' },
            DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' },
            Bool: { 'aws:SecureTransport': 'true' },
          },
        },
      ],
    };
    const Tags = [{ Key: 'team', Value: 'blue' }];
    const credentials = fixture.assume(await handler({ RoleName: 'handler', Tags, ...inline(document) }));
    fixture.attempt(credentials, 's3:GetObject', 'arn:aws:s3:::blue/a', 's3');
    expect(errorOf(() => fixture.attempt(credentials, 's3:GetObject', 'arn:aws:s3:::red/a', 's3')).code).toBe(
      'AccessDenied',
    );
  });

  it('is counted towards what the role needs', async () => {
    const credentials = fixture.assume(
      await handler({
        RoleName: 'handler',
        ...inline(allow(['dynamodb:GetItem', 'dynamodb:PutItem'], TABLE)),
      }),
    );
    fixture.attempt(credentials, 'dynamodb:GetItem', TABLE);
    expect(fixture.iam.leastPrivilege('handler')).toMatchObject({
      granted: [
        { action: 'dynamodb:GetItem', usedFor: ['dynamodb:GetItem'] },
        { action: 'dynamodb:PutItem', usedFor: [] },
      ],
      policy: { Statement: [{ Action: 'dynamodb:GetItem', Resource: TABLE }] },
    });
    expect(fixture.iam.leastPrivilege('missing')).toBeUndefined();
  });
});

describe('a role', () => {
  it('keeps its id and its sessions over a restart, and loses them when it is made anew', async () => {
    const role = await handler({
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    });
    const credentials = fixture.assume(role);
    await fixture.restart();
    fixture.attempt(credentials, 'logs:PutLogEvents', '*', 'logs');
    await fixture.provider('AWS::IAM::Role').delete(role, {});
    await handler();
    expect(() => fixture.attempt(credentials, 'logs:PutLogEvents', '*', 'logs')).toThrow('wrong token');
  });

  it('may do nothing when its policies cannot be read after a restart, and the start goes on', async () => {
    const fine = await fixture.create('AWS::IAM::Role', 'Fine', { AssumeRolePolicyDocument: LAMBDA_TRUST });
    const role = await handler(inline(allow('*', '*')));
    const { record } = fixture.iam.directory.role(role.physicalId) ?? {};
    const key = Buffer.from(role.physicalId);
    const attached = ['arn:aws:iam::aws:policy/NoLongerKnown'];
    const value = Buffer.from(JSON.stringify({ ...record, attached }));
    await fixture.context.store.namespace('roles').write([{ type: 'put', key, value }]);
    await fixture.restart();
    expect(fixture.iam.roles.allows(role.attributes.Arn ?? '', 'fn', 's3:GetObject', '*')).toBe(false);
    expect(errorOf(() => fixture.assume(role)).code).toBe('InvalidParameterValueException');
    expect(fixture.assume(fine).accessKeyId).toMatch(/^ASIA/);
    expect(fixture.journal[0]).toMatchObject({
      outcome: 'failed',
      rule: `role ${role.physicalId}`,
      text: 'Policy arn:aws:iam::aws:policy/NoLongerKnown does not exist or is not attachable.',
    });
  });

  it('is not given to a service that it does not trust', async () => {
    const role = await handler();
    const assume = (arn: string, service: string) => () =>
      fixture.iam.roles.assumeForService(arn, 'x', service);
    const other = errorOf(assume(role.attributes.Arn ?? '', 'apigateway.amazonaws.com'));
    expect(other).toMatchObject({ code: 'AccessDenied', status: 403 });
    const missing = errorOf(assume('arn:aws:iam::000000000000:role/none', 'lambda.amazonaws.com'));
    expect(missing).toMatchObject({
      code: 'InvalidParameterValueException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    });
    expect(fixture.journal).toHaveLength(2);
  });

  it('is asked by services that act in its name, and a refusal is explained once', async () => {
    const role = await handler(inline(allow('logs:PutLogEvents', '*')));
    const { roles } = fixture.iam;
    const arn = role.attributes.Arn ?? '';
    expect(roles.allows(arn, 'fn', 'logs:PutLogEvents', '*')).toBe(true);
    for (let times = 0; times < 3; times += 1) {
      expect(roles.allows(arn, 'fn', 'logs:CreateLogGroup', '*')).toBe(false);
    }
    expect(fixture.journal).toHaveLength(1);
    expect(roles.allows('arn:aws:iam::000000000000:role/none', 'fn', 'logs:PutLogEvents', '*')).toBe(false);
  });

  it('keeps its temporary keys for twelve hours', async () => {
    const credentials = fixture.assume(await handler(inline(allow('*', '*'))));
    expect(credentials.expiration - fixture.clock.now).toBe(12 * 60 * 60 * 1000);
    fixture.clock.now = credentials.expiration - 1;
    fixture.attempt(credentials, 'dynamodb:GetItem', TABLE);
    fixture.clock.now += 1;
    expect(() => fixture.attempt(credentials, 'dynamodb:GetItem', TABLE)).toThrow('expired token');
  });
});

describe('keys', () => {
  it.each<[string, (keys: { accessKeyId: string; token: string }) => [string, string | undefined], string]>([
    ['that are unknown', () => ['AKIAAAAAAAAAAAAAAAAA', undefined], 'unknown key'],
    ['that are temporary, without their token', ({ accessKeyId }) => [accessKeyId, undefined], 'wrong token'],
    ['with a token of others', ({ token }) => ['ASIAAAAAAAAAAAAAAAAA', token], 'wrong token'],
    ['with a token that is none', ({ accessKeyId }) => [accessKeyId, 'x'], 'wrong token'],
  ])('%s are refused', async (_name, choose, problem) => {
    const { accessKeyId, sessionToken } = fixture.assume(await handler());
    const [key, token] = choose({ accessKeyId, token: sessionToken });
    expect(() => fixture.iam.identify(key, token)).toThrow(problem);
  });

  it('of the administrator take no token', () => {
    expect(() => fixture.iam.identify(fixture.iam.administrator.accessKeyId, 'x')).toThrow('wrong token');
  });

  it('never reach the journal', async () => {
    const { request, body } = formRequest({ Action: 'GetCallerIdentity' });
    errorOf(() => fixture.iam.authenticate(request, body, 'sts'));
    errorOf(() => fixture.attempt(fixture.assume({ physicalId: '', attributes: {} }), 'x:Y', '*'));
    const written = JSON.stringify(fixture.journal);
    const file = await readFile(join(fixture.directory, 'credentials.json'), 'utf8');
    for (const secret of file.match(/[A-Za-z0-9+/=]{40,}/g) ?? []) expect(written).not.toContain(secret);
    expect(fixture.journal).toMatchObject([
      { source: 'signature', rule: 'Signature Version 4 of sts: unsigned' },
      { source: 'iam' },
    ]);
  });
});
