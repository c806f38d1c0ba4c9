import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConditionContext } from '../../aws/aws-service.ts';
import { type CompiledPolicy, compilePolicy } from './compiled-policy.ts';
import { type Decision, evaluate, evaluateTrust, type PolicySet } from './evaluate.ts';
import type { PolicyKind } from './policy-document.ts';
import type { PolicyPrincipal } from './principal.ts';
import { requestContext } from './request-context.ts';

type Statement = Readonly<Record<string, unknown>>;
type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Texts = string | readonly string[];

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/tasks';
const BUCKET = 'arn:aws:s3:::reports';
const ROLE: PolicyPrincipal = {
  type: 'role',
  sessionArn: 'arn:aws:sts::000000000000:assumed-role/handler/fn',
  roleArn: 'arn:aws:iam::000000000000:role/handler',
  accountId: '000000000000',
};

function allow(actions: Texts, resources: Texts = '*', condition?: Condition): Statement {
  return statement('Allow', { Action: actions, Resource: resources }, condition);
}

function deny(actions: Texts, resources: Texts = '*', condition?: Condition): Statement {
  return statement('Deny', { Action: actions, Resource: resources }, condition);
}

function statement(effect: string, elements: Statement, condition?: Condition): Statement {
  return { Effect: effect, ...elements, ...(condition === undefined ? {} : { Condition: condition }) };
}

function policy(
  statements: readonly Statement[],
  kind: PolicyKind = 'identity',
  name = 'policy',
): CompiledPolicy {
  return compilePolicy({ Version: '2012-10-17', Statement: statements }, kind, name);
}

function decide(
  policies: PolicySet,
  action: string,
  resource: string,
  context: ConditionContext = {},
  principal: PolicyPrincipal = ROLE,
): Decision {
  return evaluate(policies, { action, resource, principal, context: requestContext(() => context) });
}

type Outcome = 'allowed' | 'explicit deny' | 'implicit deny';

describe('actions', () => {
  const rows: [name: string, statements: Statement[], action: string, outcome: Outcome][] = [
    ['the very action', [allow('dynamodb:GetItem')], 'dynamodb:GetItem', 'allowed'],
    ['another action', [allow('dynamodb:GetItem')], 'dynamodb:PutItem', 'implicit deny'],
    ['another service', [allow('dynamodb:GetItem')], 'dax:GetItem', 'implicit deny'],
    ['one of several', [allow(['dynamodb:GetItem', 'dynamodb:Query'])], 'dynamodb:Query', 'allowed'],
    ['in another case', [allow('DynamoDB:getitem')], 'dynamodb:GetItem', 'allowed'],
    ['everything', [allow('*')], 'dynamodb:GetItem', 'allowed'],
    ['everything of a service', [allow('dynamodb:*')], 'dynamodb:GetItem', 'allowed'],
    ['everything of another service', [allow('s3:*')], 'dynamodb:GetItem', 'implicit deny'],
    ['a service whose name begins alike', [allow('dynamodb:*')], 'dynamodbx:GetItem', 'implicit deny'],
    ['a beginning', [allow('dynamodb:Get*')], 'dynamodb:GetItem', 'allowed'],
    ['another beginning', [allow('dynamodb:Get*')], 'dynamodb:BatchGetItem', 'implicit deny'],
    ['an end', [allow('dynamodb:*Item')], 'dynamodb:BatchGetItem', 'allowed'],
    ['a middle', [allow('dynamodb:*Get*')], 'dynamodb:BatchGetItem', 'allowed'],
    ['one character', [allow('dynamodb:?etItem')], 'dynamodb:GetItem', 'allowed'],
    ['one character too few', [allow('dynamodb:?GetItem')], 'dynamodb:GetItem', 'implicit deny'],
    ['two wildcards that share letters', [allow('dynamodb:*te*Item')], 'dynamodb:UpdateItem', 'allowed'],
    ['a denied action', [allow('*'), deny('dynamodb:DeleteItem')], 'dynamodb:DeleteItem', 'explicit deny'],
    ['beside a denied action', [allow('*'), deny('dynamodb:DeleteItem')], 'dynamodb:GetItem', 'allowed'],
    ['denied before it is allowed', [deny('dynamodb:*'), allow('*')], 'dynamodb:GetItem', 'explicit deny'],
    ['denied and never allowed', [deny('dynamodb:*')], 's3:GetObject', 'implicit deny'],
    [
      'NotAction names it',
      [statement('Allow', { NotAction: 'iam:*', Resource: '*' })],
      'iam:GetRole',
      'implicit deny',
    ],
    [
      'NotAction names others',
      [statement('Allow', { NotAction: 'iam:*', Resource: '*' })],
      's3:GetObject',
      'allowed',
    ],
    [
      'a denying NotAction names it',
      [allow('*'), statement('Deny', { NotAction: ['s3:*', 'logs:*'], Resource: '*' })],
      'logs:PutLogEvents',
      'allowed',
    ],
    [
      'a denying NotAction names others',
      [allow('*'), statement('Deny', { NotAction: ['s3:*', 'logs:*'], Resource: '*' })],
      'iam:GetRole',
      'explicit deny',
    ],
    ['nothing at all', [], 'dynamodb:GetItem', 'implicit deny'],
  ];
  it.each(rows)('%s', (_name, statements, action, outcome) => {
    const identity = statements.length === 0 ? [] : [policy(statements)];
    expect(decide({ identity }, action, TABLE).outcome).toBe(outcome);
  });
});

describe('resources', () => {
  const logs =
    'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/fn:log-stream:2026/11/20/[$LATEST]ab';
  const rows: [name: string, patterns: Texts, resource: string, fits: boolean][] = [
    ['the very ARN', TABLE, TABLE, true],
    ['in another case', TABLE.toUpperCase().replace('ARN:AWS', 'arn:aws'), TABLE, false],
    ['a longer name', TABLE, `${TABLE}2`, false],
    ['an index of the table', TABLE, `${TABLE}/index/due`, false],
    ['an index by pattern', `${TABLE}/index/*`, `${TABLE}/index/due`, true],
    ['the table by its indexes', `${TABLE}/index/*`, TABLE, false],
    ['one of several', [`${TABLE}/index/*`, TABLE], TABLE, true],
    ['everything', '*', TABLE, true],
    ['a beginning', 'arn:aws:dynamodb:us-east-1:000000000000:table/ta*', TABLE, true],
    ['any region and account', 'arn:aws:dynamodb:*:*:table/tasks', TABLE, true],
    ['another region', 'arn:aws:dynamodb:eu-west-1:000000000000:table/tasks', TABLE, false],
    ['a region by pattern', 'arn:aws:dynamodb:us-*-1:000000000000:table/tasks', TABLE, true],
    [
      'a wildcard inside a part stays there',
      'arn:aws:dynamodb:u*1:table/tasks',
      'arn:aws:dynamodb:us:1:table/tasks',
      false,
    ],
    ['a wildcard at the end of a part goes on', 'arn:aws:dynamodb:*:table/tasks', TABLE, true],
    ['one character', 'arn:aws:dynamodb:us-east-?:000000000000:table/tasks', TABLE, true],
    ['one character is never a colon', 'arn:aws:dynamodb:us-east-1?000000000000:table/tasks', TABLE, false],
    ['objects of a bucket', `${BUCKET}/*`, `${BUCKET}/2026/a.csv`, true],
    ['the bucket by its objects', `${BUCKET}/*`, BUCKET, false],
    ['objects below a prefix', `${BUCKET}/2026/*.csv`, `${BUCKET}/2026/x/a.csv`, true],
    ['objects with a colon', `${BUCKET}/a*z`, `${BUCKET}/a:b:z`, true],
    ['objects of another kind', `${BUCKET}/2026/*.csv`, `${BUCKET}/2026/a.txt`, false],
    ['a literal bracket', `${BUCKET}/[a]`, `${BUCKET}/[a]`, true],
    ['no regular expression', `${BUCKET}/a.c`, `${BUCKET}/abc`, false],
    [
      'a log group and all in it',
      'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/fn:*',
      logs,
      true,
    ],
    ['another log group', 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/g:*', logs, false],
    ['all log groups', 'arn:aws:logs:us-east-1:000000000000:*', logs, true],
    ['an ARN that leaves parts out', 'arn:aws:logs:us-east-1', logs, false],
    ['an ARN that ends with a wildcard early', 'arn:aws:logs:*', logs, true],
    [
      'a method of an API',
      'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/tasks/*',
      'arn:aws:execute-api:us-east-1:000000000000:abc/prod/GET/tasks/1',
      true,
    ],
    [
      'another verb',
      'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/tasks',
      'arn:aws:execute-api:us-east-1:000000000000:abc/prod/POST/tasks',
      false,
    ],
    ['an action without a resource', '*', '*', true],
    ['an action without a resource, asked by ARN', TABLE, '*', false],
    ['an escaped wildcard', 'arn:aws:s3:::reports/${*}', 'arn:aws:s3:::reports/*', true],
    ['an escaped wildcard is no wildcard', 'arn:aws:s3:::reports/${*}', 'arn:aws:s3:::reports/a', false],
    ['an escaped question mark', 'arn:aws:s3:::reports/${?}', 'arn:aws:s3:::reports/a', false],
    ['an escaped dollar', 'arn:aws:s3:::reports/${$}{x}', 'arn:aws:s3:::reports/${x}', true],
  ];
  it.each(rows)('%s', (_name, patterns, resource, fits) => {
    const identity = [policy([allow('*', patterns)])];
    expect(decide({ identity }, 'x:Y', resource).outcome).toBe(fits ? 'allowed' : 'implicit deny');
    const not = [policy([statement('Allow', { Action: '*', NotResource: patterns })])];
    expect(decide({ identity: not }, 'x:Y', resource).outcome).toBe(fits ? 'implicit deny' : 'allowed');
  });
});

describe('conditions', () => {
  const rows: [operator: string, wanted: unknown, actual: Texts | undefined, met: boolean][] = [
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a', undefined, false],
    ['StringEquals', 'a', [], false],
    ['StringEquals', 'b', ['a', 'b'], true],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', 'a', 'a', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringNotEquals', 'a', undefined, true],
    ['StringNotEquals', 'a', ['a', 'b'], false],
    ['StringEqualsIgnoreCase', 'Ab', 'aB', true],
    ['StringEqualsIgnoreCase', 'Ab', 'ac', false],
    ['StringNotEqualsIgnoreCase', 'Ab', 'aB', false],
    ['StringNotEqualsIgnoreCase', 'Ab', undefined, true],
    ['StringLike', 'a*c', 'abbc', true],
    ['StringLike', 'a?c', 'abbc', false],
    ['StringLike', 'a*c', 'a:c', true],
    ['StringLike', '*', '', true],
    ['StringLike', '*', undefined, false],
    ['StringLike', 'A*', 'ab', false],
    ['StringNotLike', 'a*', 'ab', false],
    ['StringNotLike', 'a*', 'ba', true],
    ['StringNotLike', 'a*', undefined, true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', 10, '10', true],
    ['NumericEquals', '10', 'ten', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericNotEquals', '10', '10', false],
    ['NumericNotEquals', '10', undefined, true],
    ['NumericLessThan', '10', '9.5', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThan', '10', undefined, false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThan', '10', '1e3', true],
    ['NumericGreaterThanEquals', '-1', '-1', true],
    ['DateEquals', '2026-11-20T11:00:00Z', '2026-11-20T12:00:00+01:00', true],
    ['DateNotEquals', '2026-11-20', '2026-11-21T00:00:00Z', true],
    ['DateNotEquals', '2026-11-20', undefined, true],
    ['DateLessThan', '2026-11-20T11:00:00Z', '2026-11-20T10:59:59Z', true],
    ['DateLessThan', '2026-11-20T11:00:00Z', '2026-11-20T11:00:00Z', false],
    ['DateLessThanEquals', '1795172400', '2026-11-20T11:00:00Z', true],
    ['DateGreaterThan', '2026-11-20', '2026-11-20T00:00:01Z', true],
    ['DateGreaterThan', '2026-11-20', 'yesterday', false],
    ['DateGreaterThanEquals', '2026-11-20', '2026-11-20T00:00:00Z', true],
    ['Bool', 'true', 'true', true],
    ['Bool', true, 'true', true],
    ['Bool', 'True', 'true', true],
    ['Bool', 'false', 'true', false],
    ['Bool', 'false', undefined, false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', false],
    ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
    ['IpAddress', '10.0.0.0/8', '11.1.2.3', false],
    ['IpAddress', '10.1.2.3', '10.1.2.3', true],
    ['IpAddress', '10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['IpAddress', '2001:db8::/32', '2001:db8:1::1', true],
    ['IpAddress', '2001:db8::/32', '10.1.2.3', false],
    ['IpAddress', ['192.0.2.0/24', '10.0.0.0/8'], '10.1.2.3', true],
    ['IpAddress', '10.0.0.0/8', 'nowhere', false],
    ['IpAddress', '10.0.0.0/8', undefined, false],
    ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', false],
    ['NotIpAddress', '10.0.0.0/8', '11.1.2.3', true],
    ['NotIpAddress', '10.0.0.0/8', undefined, true],
    ['ArnEquals', 'arn:aws:sns:*:0:topic', 'arn:aws:sns:us-east-1:0:topic', true],
    ['ArnLike', 'arn:aws:sns:*:0:topic', 'arn:aws:sns:us-east-1:0:topic', true],
    ['ArnLike', 'arn:aws:sns:*:topic', 'arn:aws:sns:us-east-1:0:topic', false],
    ['ArnLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::a:b', true],
    ['ArnLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/y', false],
    ['ArnLike', 'arn:aws:iam::*:role/x', undefined, false],
    ['ArnNotLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/y', true],
    ['ArnNotEquals', 'arn:aws:iam::1:role/x', undefined, true],
    ['Null', 'true', undefined, true],
    ['Null', 'true', 'a', false],
    ['Null', 'false', 'a', true],
    ['Null', false, undefined, false],
    ['Null', 'true', [], true],
    ['StringEqualsIfExists', 'a', undefined, true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['NumericLessThanIfExists', '3', undefined, true],
    ['BoolIfExists', 'true', 'false', false],
    ['StringNotEqualsIfExists', 'a', undefined, true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], undefined, true],
    ['ForAllValues:StringEquals', ['a', 'b'], [], true],
    ['ForAllValues:StringLike', 'user-*', ['user-1', 'user-2'], true],
    ['ForAllValues:StringLike', 'user-*', ['user-1', 'admin'], false],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['a', 'd'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], undefined, false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
    ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
    ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, true],
    ['ForAllValues:ArnLike', 'arn:aws:s3:::*', ['arn:aws:s3:::a'], true],
    ['ForAnyValue:NumericLessThan', '3', ['5', '2'], true],
  ];
  it.each(rows)('%s %j, when the request has %j: %s', (operator, wanted, actual, met) => {
    const identity = [policy([allow('*', '*', { [operator]: { 'x:Key': wanted } })])];
    const context = actual === undefined ? {} : { 'X:key': actual };
    expect(decide({ identity }, 'x:Y', '*', context).outcome).toBe(met ? 'allowed' : 'implicit deny');
    const denied = [policy([allow('*'), deny('*', '*', { [operator]: { 'x:Key': wanted } })])];
    expect(decide({ identity: denied }, 'x:Y', '*', context).outcome).toBe(met ? 'explicit deny' : 'allowed');
  });

  it('must all be met', () => {
    const both = { StringEquals: { 'x:a': '1', 'x:b': '2' }, Bool: { 'x:c': 'true' } };
    const identity = [policy([allow('*', '*', both)])];
    const context = { 'x:a': '1', 'x:b': '2', 'x:c': 'true' };
    expect(decide({ identity }, 'x:Y', '*', context).outcome).toBe('allowed');
    for (const key of Object.keys(context)) {
      expect(decide({ identity }, 'x:Y', '*', { ...context, [key]: 'no' }).outcome).toBe('implicit deny');
    }
  });
});

describe('policy variables', () => {
  const home = 'arn:aws:s3:::homes/${aws:username}/*';
  const rows: [name: string, pattern: string, context: ConditionContext, resource: string, fits: boolean][] =
    [
      ['the own name', home, { 'aws:username': 'ann' }, 'arn:aws:s3:::homes/ann/x', true],
      ['in another case of the key', home, { 'AWS:UserName': 'ann' }, 'arn:aws:s3:::homes/ann/x', true],
      ["another's name", home, { 'aws:username': 'ann' }, 'arn:aws:s3:::homes/bob/x', false],
      ['no name', home, {}, 'arn:aws:s3:::homes//x', false],
      ['no name, and the variable itself', home, {}, 'arn:aws:s3:::homes/${aws:username}/x', false],
      ['a name that is a wildcard', home, { 'aws:username': '*' }, 'arn:aws:s3:::homes/bob/x', false],
      ['a name with a slash', home, { 'aws:username': 'ann/..' }, 'arn:aws:s3:::homes/ann/x', false],
      ['several names', home, { 'aws:username': ['ann', 'bob'] }, 'arn:aws:s3:::homes/ann/x', false],
      ['a default', "arn:aws:s3:::homes/${aws:username, 'guest'}/*", {}, 'arn:aws:s3:::homes/guest/x', true],
      [
        'a default that is not needed',
        "arn:aws:s3:::homes/${aws:username, 'guest'}/*",
        { 'aws:username': 'ann' },
        'arn:aws:s3:::homes/guest/x',
        false,
      ],
      [
        'a tag',
        'arn:aws:s3:::homes/${aws:PrincipalTag/team}',
        { 'aws:PrincipalTag/Team': 'blue' },
        'arn:aws:s3:::homes/blue',
        true,
      ],
      [
        'two variables',
        'arn:aws:s3:::${aws:PrincipalTag/team}/${aws:username}',
        { 'aws:PrincipalTag/team': 'blue', 'aws:username': 'ann' },
        'arn:aws:s3:::blue/ann',
        true,
      ],
    ];
  it.each(rows)('in a resource: %s', (_name, pattern, context, resource, fits) => {
    const identity = [policy([allow('s3:*', pattern)])];
    expect(decide({ identity }, 's3:GetObject', resource, context).outcome).toBe(
      fits ? 'allowed' : 'implicit deny',
    );
  });

  it.each([
    ['StringEquals', '${aws:username}', 'ann', true],
    ['StringLike', '${aws:username}/*', 'ann/x', true],
    ['StringLike', '${aws:username}/*', 'bob/x', false],
    ['StringEqualsIgnoreCase', '${AWS:username}', 'ANN', true],
    ['ArnLike', 'arn:aws:iam::1:user/${aws:username}', 'arn:aws:iam::1:user/ann', true],
    ['StringEquals', '${aws:nothing}', 'ann', false],
    ['StringNotEquals', '${aws:username}', 'ann', false],
  ])('in %s %s, for %s: %s', (operator, wanted, actual, met) => {
    const identity = [policy([allow('*', '*', { [operator]: { 'x:key': wanted } })])];
    const context = { 'aws:username': 'ann', 'x:key': actual };
    expect(decide({ identity }, 'x:Y', '*', context).outcome).toBe(met ? 'allowed' : 'implicit deny');
  });

  it('mean nothing in documents of 2008', () => {
    const document = {
      Version: '2008-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::${aws:username}' },
      ],
    };
    const resource = [compilePolicy(document, 'resource', 'old')];
    const context = { 'aws:username': 'ann' };
    expect(decide({ identity: [], resource }, 's3:GetObject', 'arn:aws:s3:::ann', context).outcome).toBe(
      'implicit deny',
    );
    expect(
      decide({ identity: [], resource }, 's3:GetObject', 'arn:aws:s3:::${aws:username}', context).outcome,
    ).toBe('allowed');
  });
});

describe('kinds of policies together', () => {
  const yes = [policy([allow('s3:*')])];
  const no = [policy([allow('logs:*')])];
  const never = [policy([deny('s3:*')])];
  const grant = (principal: unknown, effect = 'Allow'): CompiledPolicy[] => [
    policy([statement(effect, { Principal: principal, Action: 's3:*', Resource: '*' })], 'resource'),
  ];
  const role = { AWS: 'arn:aws:iam::000000000000:role/handler' };
  const session = { AWS: 'arn:aws:sts::000000000000:assumed-role/handler/fn' };
  const account = { AWS: '000000000000' };
  const rows: [name: string, policies: PolicySet, outcome: Outcome, kind: string][] = [
    ['identity allows', { identity: yes }, 'allowed', 'identity-based policy'],
    ['identity says nothing', { identity: no }, 'implicit deny', 'identity-based policy'],
    ['identity denies', { identity: [...yes, ...never] }, 'explicit deny', 'identity-based policy'],
    ['boundary allows too', { identity: yes, boundary: yes }, 'allowed', 'identity-based policy'],
    ['boundary says nothing', { identity: yes, boundary: no }, 'implicit deny', 'permissions boundary'],
    [
      'boundary denies',
      { identity: yes, boundary: [...yes, ...never] },
      'explicit deny',
      'permissions boundary',
    ],
    ['boundary alone allows', { identity: no, boundary: yes }, 'implicit deny', 'identity-based policy'],
    ['an empty boundary', { identity: yes, boundary: [] }, 'implicit deny', 'permissions boundary'],
    ['session allows too', { identity: yes, session: yes }, 'allowed', 'identity-based policy'],
    ['session says nothing', { identity: yes, session: no }, 'implicit deny', 'session policy'],
    ['session denies', { identity: yes, session: never }, 'explicit deny', 'session policy'],
    ['resource names the role', { identity: no, resource: grant(role) }, 'allowed', 'resource-based policy'],
    [
      'resource names the session',
      { identity: no, resource: grant(session) },
      'allowed',
      'resource-based policy',
    ],
    ['resource names everybody', { identity: no, resource: grant('*') }, 'allowed', 'resource-based policy'],
    [
      'resource names everybody of AWS',
      { identity: no, resource: grant({ AWS: '*' }) },
      'allowed',
      'resource-based policy',
    ],
    [
      'resource names the account',
      { identity: no, resource: grant(account) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource names the account, identity allows',
      { identity: yes, resource: grant(account) },
      'allowed',
      'identity-based policy',
    ],
    [
      'resource names the root of the account',
      { identity: no, resource: grant({ AWS: 'arn:aws:iam::000000000000:root' }) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource names another role',
      { identity: no, resource: grant({ AWS: 'arn:aws:iam::000000000000:role/other' }) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource names a service',
      { identity: no, resource: grant({ Service: 'lambda.amazonaws.com' }) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource denies',
      { identity: yes, resource: grant('*', 'Deny') },
      'explicit deny',
      'resource-based policy',
    ],
    [
      'resource denies the account',
      { identity: yes, resource: grant(account, 'Deny') },
      'explicit deny',
      'resource-based policy',
    ],
    [
      'resource denies others',
      { identity: yes, resource: grant({ AWS: 'arn:aws:iam::000000000000:role/other' }, 'Deny') },
      'allowed',
      'identity-based policy',
    ],
    [
      'resource names the role, boundary says nothing',
      { identity: no, resource: grant(role), boundary: no },
      'implicit deny',
      'permissions boundary',
    ],
    [
      'resource names the session, boundary says nothing',
      { identity: no, resource: grant(session), boundary: no },
      'allowed',
      'resource-based policy',
    ],
    [
      'resource names the session, boundary denies',
      { identity: no, resource: grant(session), boundary: never },
      'explicit deny',
      'permissions boundary',
    ],
  ];
  it.each(rows)('%s', (_name, policies, outcome, kind) => {
    expect(decide(policies, 's3:GetObject', BUCKET)).toMatchObject({ outcome, kind });
  });

  it.each([
    ['the session, its role and the account', [session.AWS, role.AWS, account.AWS], 'allowed'],
    ['the role without the account', [role.AWS], 'explicit deny'],
    ['others', ['arn:aws:iam::000000000000:role/other'], 'explicit deny'],
  ])('a denying NotPrincipal spares %s', (_name, spared, outcome) => {
    const resource = [
      policy(
        [statement('Deny', { NotPrincipal: { AWS: spared }, Action: 's3:*', Resource: '*' })],
        'resource',
      ),
    ];
    expect(decide({ identity: yes, resource }, 's3:GetObject', BUCKET).outcome).toBe(outcome);
  });

  it('tells which statement decided', () => {
    const identity = [
      policy([allow('logs:*')], 'identity', 'first'),
      policy([allow('logs:*'), { Sid: 'Reading', ...allow('s3:Get*') }], 'identity', 'second'),
    ];
    const decision = decide({ identity }, 's3:GetObject', BUCKET);
    expect(decision).toMatchObject({
      outcome: 'allowed',
      by: { policy: { name: 'second' }, statement: { index: 1, source: { sid: 'Reading' } } },
    });
  });
});

describe('trust policies', () => {
  const assume = [policy([allow('sts:AssumeRole')])];
  const user: PolicyPrincipal = {
    type: 'user',
    arn: 'arn:aws:iam::000000000000:user/ann',
    accountId: '000000000000',
  };
  const trust = (principal: unknown, effect = 'Allow'): CompiledPolicy =>
    policy([statement(effect, { Principal: principal, Action: 'sts:AssumeRole' })], 'trust');
  it.each<[string, unknown, CompiledPolicy[], PolicyPrincipal, Outcome]>([
    ['naming the user', { AWS: user.arn }, [], user, 'allowed'],
    ['naming the account, identity silent', { AWS: '000000000000' }, [], user, 'implicit deny'],
    ['naming the account, identity allows', { AWS: '000000000000' }, assume, user, 'allowed'],
    ['naming another account', { AWS: '111111111111' }, assume, user, 'implicit deny'],
    ['naming a service', { Service: 'lambda.amazonaws.com' }, assume, user, 'implicit deny'],
    [
      'naming the service that asks',
      { Service: ['edgelambda.amazonaws.com', 'lambda.amazonaws.com'] },
      [],
      { type: 'service', service: 'lambda.amazonaws.com' },
      'allowed',
    ],
    [
      'naming another service',
      { Service: 'lambda.amazonaws.com' },
      [],
      { type: 'service', service: 'apigateway.amazonaws.com' },
      'implicit deny',
    ],
    ['naming everybody', '*', [], user, 'allowed'],
    [
      'naming everybody, asked by a service',
      '*',
      [],
      { type: 'service', service: 'lambda.amazonaws.com' },
      'implicit deny',
    ],
    ['naming everybody, asked by nobody', '*', [], { type: 'anonymous' }, 'allowed'],
    ['naming the role', { AWS: 'arn:aws:iam::000000000000:role/handler' }, [], ROLE, 'allowed'],
  ])('%s', (_name, principal, identity, asking, outcome) => {
    const decision = evaluateTrust(
      trust(principal),
      { identity },
      {
        action: 'sts:AssumeRole',
        resource: 'arn:aws:iam::000000000000:role/target',
        principal: asking,
        context: requestContext(() => ({})),
      },
    );
    expect(decision.outcome).toBe(outcome);
  });

  it('denies before all else', () => {
    const decision = evaluateTrust(
      trust({ AWS: user.arn }, 'Deny'),
      { identity: assume },
      {
        action: 'sts:AssumeRole',
        resource: 'arn:aws:iam::000000000000:role/target',
        principal: user,
        context: requestContext(() => ({})),
      },
    );
    expect(decision.outcome).toBe('explicit deny');
  });
});

describe("an authorizer's answer", () => {
  const method = 'arn:aws:execute-api:us-east-1:000000000000:abc/prod/GET/tasks/1';
  it.each([
    [method, true],
    ['arn:aws:execute-api:us-east-1:000000000000:abc/*', true],
    ['arn:aws:execute-api:*:*:*/*/GET/tasks/*', true],
    ['arn:aws:execute-api:us-east-1:000000000000:abc/prod/POST/*', false],
    ['*', true],
    ['*/GET/tasks/*', true],
  ])('for %s: %s', (resource, allowed) => {
    const identity = [policy([allow('execute-api:Invoke', resource)], 'authorizer')];
    expect(decide({ identity }, 'execute-api:Invoke', method).outcome).toBe(
      allowed ? 'allowed' : 'implicit deny',
    );
  });
});

describe('for any policies and request', () => {
  const actions = fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:*', 's3:Get*', 'logs:*', '*');
  const resources = fc.constantFrom('*', BUCKET, `${BUCKET}/*`, `${BUCKET}/a`, TABLE, 'arn:aws:s3:::*');
  const conditions = fc.constantFrom<Condition | undefined>(
    undefined,
    { StringEquals: { 'aws:username': 'ann' } },
    { StringNotLike: { 'aws:username': 'a*' } },
    { Null: { 'aws:username': 'true' } },
  );
  const anyStatement = fc
    .tuple(fc.constantFrom('Allow', 'Deny'), actions, resources, conditions, fc.boolean())
    .map(([effect, action, resource, condition, not]) =>
      statement(effect, { Action: action, [not ? 'NotResource' : 'Resource']: resource }, condition),
    );
  const anyPolicy = fc
    .array(anyStatement, { minLength: 1, maxLength: 4 })
    .map((statements) => policy(statements));
  const anyRequest = fc.record({
    action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'logs:PutLogEvents'),
    resource: fc.constantFrom(BUCKET, `${BUCKET}/a`, TABLE),
    context: fc.constantFrom<ConditionContext>({}, { 'aws:username': 'ann' }, { 'aws:username': 'bob' }),
  });
  const outcomeOf = (
    identity: readonly CompiledPolicy[],
    request: { action: string; resource: string; context: ConditionContext },
  ): Outcome => decide({ identity }, request.action, request.resource, request.context).outcome;

  it('a further deny never allows', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 3 }),
        anyStatement,
        anyRequest,
        (policies, added, request) => {
          const before = outcomeOf(policies, request);
          const after = outcomeOf([...policies, policy([{ ...added, Effect: 'Deny' }])], request);
          if (before !== 'allowed') expect(after).not.toBe('allowed');
        },
      ),
    );
  });

  it('a further allow never denies', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 3 }),
        anyStatement,
        anyRequest,
        (policies, added, request) => {
          const before = outcomeOf(policies, request);
          const after = outcomeOf([...policies, policy([{ ...added, Effect: 'Allow' }])], request);
          if (before === 'allowed') expect(after).toBe('allowed');
          if (before === 'explicit deny') expect(after).toBe('explicit deny');
        },
      ),
    );
  });

  it('their order does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyPolicy, { maxLength: 4 }), anyRequest, (policies, request) => {
        expect(outcomeOf([...policies].reverse(), request)).toBe(outcomeOf(policies, request));
      }),
    );
  });

  it('a boundary only takes away', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 3 }),
        anyPolicy,
        anyRequest,
        (identity, boundary, request) => {
          const { action, resource, context } = request;
          const bounded = decide({ identity, boundary: [boundary] }, action, resource, context).outcome;
          if (bounded === 'allowed') expect(outcomeOf(identity, request)).toBe('allowed');
        },
      ),
    );
  });
});
