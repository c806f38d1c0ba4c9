import { expect, it } from 'vitest';
import { compilePolicy } from '../policy/compiled-policy.ts';
import type { Role } from '../role-directory.ts';
import { leastPrivilege } from './least-privilege.ts';
import { roleUsage } from './role-usage.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/tasks';

function roleWith(...statements: object[]): Role {
  const document = { Version: '2012-10-17', Statement: statements };
  return {
    record: {
      name: 'handler',
      id: 'AROAAAAAAAAAAAAAAAAAA',
      arn: 'arn:aws:iam::000000000000:role/handler',
      path: '/',
      description: '',
      maxSessionDuration: 3600,
      createdAt: 0,
      trustPolicy: null,
      inline: {},
      attached: [],
      tags: {},
      creationToken: 'A',
    },
    trust: compilePolicy(
      { Statement: { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' } },
      'trust',
      'trust',
    ),
    identity: [compilePolicy(document, 'identity', 'DefaultPolicy')],
    boundary: undefined,
  };
}

it('tells what was granted and never used, and the smallest policy', () => {
  const usage = roleUsage();
  for (let times = 0; times < 3; times += 1) usage.record('handler', 'dynamodb:GetItem', TABLE);
  usage.record('handler', 'dynamodb:Query', TABLE);
  usage.record('handler', 'dynamodb:Query', `${TABLE}/index/due`);
  usage.record('handler', 'logs:PutLogEvents', '*');
  usage.record('other', 's3:GetObject', '*');
  const role = roleWith(
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
      Resource: `${TABLE}*`,
    },
    { Sid: 'Logging', Effect: 'Allow', Action: 'logs:*', Resource: '*' },
    { Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' },
  );
  expect(leastPrivilege(role, usage.usedBy('handler'))).toEqual({
    role: 'handler',
    granted: [
      { policy: 'DefaultPolicy', statement: '#1', action: 'dynamodb:GetItem', usedFor: ['dynamodb:GetItem'] },
      { policy: 'DefaultPolicy', statement: '#1', action: 'dynamodb:Query', usedFor: ['dynamodb:Query'] },
      { policy: 'DefaultPolicy', statement: '#1', action: 'dynamodb:PutItem', usedFor: [] },
      { policy: 'DefaultPolicy', statement: 'Logging', action: 'logs:*', usedFor: ['logs:PutLogEvents'] },
    ],
    policy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE },
        { Effect: 'Allow', Action: 'dynamodb:Query', Resource: [TABLE, `${TABLE}/index/due`] },
        { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
      ],
    },
  });
});

it('keeps a few of many resources and then names the pattern that granted them', () => {
  const usage = roleUsage();
  for (let index = 0; index < 10_000; index += 1) {
    usage.record('handler', 's3:GetObject', `arn:aws:s3:::reports/${index}`);
  }
  const [used] = usage.usedBy('handler');
  expect(used).toMatchObject({ action: 's3:GetObject', more: true });
  expect(used?.resources.size).toBe(20);
  const role = roleWith({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::reports/*' });
  expect(leastPrivilege(role, usage.usedBy('handler')).policy).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }],
  });
});

it('needs no policy for a role that did nothing', () => {
  const role = roleWith({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' });
  expect(leastPrivilege(role, [])).toMatchObject({
    granted: [{ action: 'not iam:*', usedFor: [] }],
    policy: undefined,
  });
});

it('keeps the conditions under which an action was granted', () => {
  const usage = roleUsage();
  usage.record('handler', 'ec2:CreateTags', '*');
  usage.record('handler', 'ec2:DescribeVpcs', '*');
  const condition = { StringEquals: { 'ec2:CreateAction': 'CreateVpc' } };
  const role = roleWith(
    { Effect: 'Allow', Action: ['ec2:CreateTags', 'ec2:DescribeVpcs'], Resource: '*', Condition: condition },
    { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' },
  );
  expect(leastPrivilege(role, usage.usedBy('handler')).policy).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*', Condition: condition },
      { Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' },
    ],
  });
});
