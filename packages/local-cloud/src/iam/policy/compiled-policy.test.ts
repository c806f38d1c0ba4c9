import { describe, expect, it } from 'vitest';
import type { ConditionContext } from '../../aws/aws-service.ts';
import {
  allow,
  BUCKET,
  decide,
  deny,
  type Outcome,
  policy,
  type Statement,
  statement,
  TABLE,
  type Texts,
} from '../testing/policy-scenarios.ts';
import { compilePolicy } from './compiled-policy.ts';

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
    ['StringEquals', "${aws:nothing, 'guest'}", 'guest', true],
    ['StringEquals', "${aws:username, 'guest'}", 'guest', false],
    ['StringLike', "${aws:nothing, 'team'}-*", 'team-blue', true],
    ['StringEquals', '${*}', '*', true],
    ['StringLike', 'a${?}c', 'abc', false],
    ['StringLike', '${$}${aws:username}', '$ann', true],
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
