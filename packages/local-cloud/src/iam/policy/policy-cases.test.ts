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
} from '../testing/policy-scenarios.ts';
import type { PolicySet } from './evaluate.ts';

/**
 * Whole policies as people write them, from the examples and the rules in AWS's documentation:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_examples.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
type Case = readonly [
  name: string,
  statements: readonly Statement[],
  action: string,
  resource: string,
  context: ConditionContext,
  outcome: Outcome,
];

const ALLOWED = 'allowed';
const NOT = 'implicit deny';
const NEVER = 'explicit deny';

const ownItems = [
  allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'], TABLE, {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] },
  }),
];
const ownItemsNonEmpty = [
  allow('dynamodb:*', TABLE, {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ann'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  }),
];
const someAttributes = [
  allow('dynamodb:GetItem', TABLE, {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'title'] },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  }),
];
const key = (...keys: string[]): ConditionContext => ({
  'dynamodb:LeadingKeys': keys,
  'aws:username': 'ann',
});
const attributes = (names: readonly string[], select?: string): ConditionContext => ({
  'dynamodb:Attributes': names,
  ...(select === undefined ? {} : { 'dynamodb:Select': select }),
});

const DYNAMODB: readonly Case[] = [
  ['own item', ownItems, 'dynamodb:GetItem', TABLE, key('ann'), ALLOWED],
  ["another's item", ownItems, 'dynamodb:GetItem', TABLE, key('bob'), NOT],
  ["own items and another's", ownItems, 'dynamodb:BatchGetItem', TABLE, key('ann', 'bob'), NOT],
  ['own items', ownItems, 'dynamodb:BatchGetItem', TABLE, key('ann', 'ann'), ALLOWED],
  ['no keys at all, as a scan has', ownItems, 'dynamodb:Query', TABLE, { 'aws:username': 'ann' }, ALLOWED],
  ['a scan, which is not listed', ownItems, 'dynamodb:Scan', TABLE, key('ann'), NOT],
  ['an index, which is not listed', ownItems, 'dynamodb:Query', `${TABLE}/index/due`, key('ann'), NOT],
  [
    'no user name for the variable',
    ownItems,
    'dynamodb:GetItem',
    TABLE,
    { 'dynamodb:LeadingKeys': ['ann'] },
    NOT,
  ],
  ['a scan where keys must be there', ownItemsNonEmpty, 'dynamodb:Scan', TABLE, {}, NOT],
  ['a key where keys must be there', ownItemsNonEmpty, 'dynamodb:GetItem', TABLE, key('ann'), ALLOWED],
  ['some attributes', someAttributes, 'dynamodb:GetItem', TABLE, attributes(['id', 'title']), ALLOWED],
  [
    'one attribute',
    someAttributes,
    'dynamodb:GetItem',
    TABLE,
    attributes(['id'], 'SPECIFIC_ATTRIBUTES'),
    ALLOWED,
  ],
  ['a secret attribute', someAttributes, 'dynamodb:GetItem', TABLE, attributes(['id', 'salary']), NOT],
  ['all attributes', someAttributes, 'dynamodb:GetItem', TABLE, attributes([], 'ALL_ATTRIBUTES'), NOT],
  [
    'an explicit deny of an attribute',
    [
      allow('dynamodb:*', TABLE),
      deny('dynamodb:*', TABLE, { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': ['salary'] } }),
    ],
    'dynamodb:PutItem',
    TABLE,
    attributes(['id', 'salary']),
    NEVER,
  ],
  [
    'a transaction of an operation that is allowed',
    [
      allow('dynamodb:PutItem', TABLE, {
        'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
      }),
    ],
    'dynamodb:PutItem',
    TABLE,
    { 'dynamodb:EnclosingOperation': 'TransactWriteItems' },
    ALLOWED,
  ],
  [
    'the same outside a transaction',
    [
      allow('dynamodb:PutItem', TABLE, {
        'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
      }),
    ],
    'dynamodb:PutItem',
    TABLE,
    {},
    NOT,
  ],
];

const home = [
  allow('s3:ListBucket', BUCKET, { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/*'] } }),
  allow('s3:*', `${BUCKET}/home/\${aws:username}/*`),
];
const tls = [
  allow('s3:*', [BUCKET, `${BUCKET}/*`]),
  deny('s3:*', [BUCKET, `${BUCKET}/*`], { Bool: { 'aws:SecureTransport': 'false' } }),
];
const ann = { 'aws:username': 'ann' };
const S3: readonly Case[] = [
  ['list the top', home, 's3:ListBucket', BUCKET, { ...ann, 's3:prefix': '' }, ALLOWED],
  ['list the own folder', home, 's3:ListBucket', BUCKET, { ...ann, 's3:prefix': 'home/ann/2026' }, ALLOWED],
  ["list another's folder", home, 's3:ListBucket', BUCKET, { ...ann, 's3:prefix': 'home/bob/' }, NOT],
  ['list without a prefix', home, 's3:ListBucket', BUCKET, ann, NOT],
  ['an own object', home, 's3:GetObject', `${BUCKET}/home/ann/a/b.txt`, ann, ALLOWED],
  ["another's object", home, 's3:GetObject', `${BUCKET}/home/bob/a.txt`, ann, NOT],
  ['a neighbour that begins alike', home, 's3:GetObject', `${BUCKET}/home/annabel/a.txt`, ann, NOT],
  ['without TLS', tls, 's3:GetObject', `${BUCKET}/a`, { 'aws:SecureTransport': 'false' }, NEVER],
  ['with TLS', tls, 's3:GetObject', `${BUCKET}/a`, { 'aws:SecureTransport': 'true' }, ALLOWED],
  ['nothing known of TLS', tls, 's3:GetObject', `${BUCKET}/a`, {}, ALLOWED],
  ['the bucket is not its objects', [allow('s3:*', BUCKET)], 's3:GetObject', `${BUCKET}/a`, {}, NOT],
  ['the objects are not the bucket', [allow('s3:*', `${BUCKET}/*`)], 's3:ListBucket', BUCKET, {}, NOT],
  [
    'an upload must be private',
    [allow('s3:PutObject', `${BUCKET}/*`, { StringEqualsIfExists: { 's3:x-amz-acl': 'private' } })],
    's3:PutObject',
    `${BUCKET}/a`,
    { 's3:x-amz-acl': 'public-read' },
    NOT,
  ],
  [
    'an upload that says nothing of its ACL',
    [allow('s3:PutObject', `${BUCKET}/*`, { StringEqualsIfExists: { 's3:x-amz-acl': 'private' } })],
    's3:PutObject',
    `${BUCKET}/a`,
    {},
    ALLOWED,
  ],
  [
    'at most so many keys',
    [allow('s3:ListBucket', BUCKET, { NumericLessThanEquals: { 's3:max-keys': '10' } })],
    's3:ListBucket',
    BUCKET,
    { 's3:max-keys': '11' },
    NOT,
  ],
];

const abac = [
  allow('ec2:*', '*', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }),
  allow('ec2:Describe*'),
];
const regions = [
  allow('*'),
  statement(
    'Deny',
    { NotAction: ['iam:*', 'sts:*'], Resource: '*' },
    { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
  ),
];
const mfa = [
  allow('*'),
  deny('ec2:Delete*', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
];
const office = [
  allow('logs:*', '*', {
    IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] },
    DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' },
  }),
];
const inOffice = (address: string, time = '2026-11-20T12:00:00Z'): ConditionContext => ({
  'aws:SourceIp': address,
  'aws:CurrentTime': time,
});
const tagging = [
  allow('ec2:CreateTags', '*', {
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] },
    StringEquals: { 'aws:RequestTag/team': ['red', 'blue'], 'ec2:CreateAction': 'CreateVpc' },
  }),
];
const newVpc = (team: string, ...more: string[]): ConditionContext => ({
  'aws:TagKeys': ['team', ...more],
  'aws:RequestTag/team': team,
  'ec2:CreateAction': 'CreateVpc',
});
const exceptAudit = [
  statement('Allow', { NotAction: 'iam:*', Resource: '*' }),
  statement('Deny', { Action: 's3:Delete*', NotResource: [`${BUCKET}/scratch/*`] }),
];
const VPC = 'arn:aws:ec2:us-east-1:000000000000:vpc/vpc-0a';

const OTHERS: readonly Case[] = [
  [
    'a resource of the own team',
    abac,
    'ec2:DeleteVpc',
    VPC,
    { 'aws:ResourceTag/team': 'red', 'aws:PrincipalTag/team': 'red' },
    ALLOWED,
  ],
  [
    "a resource of another's team",
    abac,
    'ec2:DeleteVpc',
    VPC,
    { 'aws:ResourceTag/team': 'blue', 'aws:PrincipalTag/team': 'red' },
    NOT,
  ],
  ['a resource without the tag', abac, 'ec2:DeleteVpc', VPC, { 'aws:PrincipalTag/team': 'red' }, NOT],
  ['a caller without the tag', abac, 'ec2:DeleteVpc', VPC, { 'aws:ResourceTag/team': 'red' }, NOT],
  ['what needs no tag', abac, 'ec2:DescribeVpcs', '*', {}, ALLOWED],
  [
    'a region that is let in',
    regions,
    's3:GetObject',
    `${BUCKET}/a`,
    { 'aws:RequestedRegion': 'eu-west-1' },
    ALLOWED,
  ],
  [
    'a region that is shut out',
    regions,
    's3:GetObject',
    `${BUCKET}/a`,
    { 'aws:RequestedRegion': 'ap-south-1' },
    NEVER,
  ],
  [
    'a global service in any region',
    regions,
    'iam:GetRole',
    '*',
    { 'aws:RequestedRegion': 'ap-south-1' },
    ALLOWED,
  ],
  ['no region known', regions, 's3:GetObject', `${BUCKET}/a`, {}, NEVER],
  ['a second factor', mfa, 'ec2:DeleteVpc', VPC, { 'aws:MultiFactorAuthPresent': 'true' }, ALLOWED],
  ['no second factor', mfa, 'ec2:DeleteVpc', VPC, { 'aws:MultiFactorAuthPresent': 'false' }, NEVER],
  ['nothing known of a second factor', mfa, 'ec2:DeleteVpc', VPC, {}, NEVER],
  ['no second factor where none is asked for', mfa, 'ec2:CreateVpc', VPC, {}, ALLOWED],
  ['from the office', office, 'logs:PutLogEvents', '*', inOffice('203.0.113.7'), ALLOWED],
  ['from the office, by IPv6', office, 'logs:PutLogEvents', '*', inOffice('2001:db8::7'), ALLOWED],
  ['from elsewhere', office, 'logs:PutLogEvents', '*', inOffice('198.51.100.7'), NOT],
  [
    'from the office, too late',
    office,
    'logs:PutLogEvents',
    '*',
    inOffice('203.0.113.7', '2027-01-01T00:00:00Z'),
    NOT,
  ],
  [
    'from the office, too early',
    office,
    'logs:PutLogEvents',
    '*',
    inOffice('203.0.113.7', '2025-12-31T23:59:59Z'),
    NOT,
  ],
  ['tags of a new VPC', tagging, 'ec2:CreateTags', VPC, newVpc('red', 'cost'), ALLOWED],
  ['a tag that may not be set', tagging, 'ec2:CreateTags', VPC, newVpc('red', 'admin'), NOT],
  ['a value that may not be set', tagging, 'ec2:CreateTags', VPC, newVpc('green'), NOT],
  [
    'tags of an old VPC',
    tagging,
    'ec2:CreateTags',
    VPC,
    { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'red' },
    NOT,
  ],
  ['all but IAM', exceptAudit, 'logs:PutLogEvents', '*', {}, ALLOWED],
  ['IAM', exceptAudit, 'iam:CreateRole', '*', {}, NOT],
  ['IAM in other letters', exceptAudit, 'IAM:createrole', '*', {}, NOT],
  ['deleting what is spared', exceptAudit, 's3:DeleteObject', `${BUCKET}/scratch/a`, {}, ALLOWED],
  ['deleting anything else', exceptAudit, 's3:DeleteObject', `${BUCKET}/kept/a`, {}, NEVER],
  [
    'a deny of something else',
    [allow('s3:*'), deny('s3:*', `${BUCKET}/b`)],
    's3:GetObject',
    `${BUCKET}/a`,
    {},
    ALLOWED,
  ],
  [
    'allowed twice and denied once',
    [allow('*'), allow('s3:*'), deny('s3:Get*')],
    's3:GetObject',
    `${BUCKET}/a`,
    {},
    NEVER,
  ],
  [
    'a question mark is one character',
    [allow('s3:*', `${BUCKET}/?.txt`)],
    's3:GetObject',
    `${BUCKET}/ab.txt`,
    {},
    NOT,
  ],
  [
    'another service of a like name',
    [allow('s3:*')],
    's3-object-lambda:WriteGetObjectResponse',
    '*',
    {},
    NOT,
  ],
];

describe.each([
  ['DynamoDB', DYNAMODB],
  ['S3', S3],
  ['tags, regions, addresses and times', OTHERS],
])('policies about %s', (_, cases) => {
  it.each(cases)('%s', (_name, statements, action, resource, context, outcome) => {
    expect(decide({ identity: [policy(statements)] }, action, resource, context).outcome).toBe(outcome);
  });
});

const SOURCE = 'arn:aws:execute-api:us-east-1:000000000000:abc/dev/GET/items';
const invokable = policy(
  [
    statement(
      'Allow',
      { Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: '*' },
      {
        ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/*' },
        StringEquals: { 'aws:SourceAccount': '000000000000' },
      },
    ),
  ],
  'resource',
);

describe('a resource policy for a service', () => {
  it.each<[string, ConditionContext, string, Outcome]>([
    [
      'its source',
      { 'aws:SourceArn': SOURCE, 'aws:SourceAccount': '000000000000' },
      'apigateway.amazonaws.com',
      ALLOWED,
    ],
    [
      'another method',
      { 'aws:SourceArn': SOURCE.replace('GET', 'PUT'), 'aws:SourceAccount': '000000000000' },
      'apigateway.amazonaws.com',
      NOT,
    ],
    [
      'another account',
      { 'aws:SourceArn': SOURCE, 'aws:SourceAccount': '111111111111' },
      'apigateway.amazonaws.com',
      NOT,
    ],
    ['no source', { 'aws:SourceAccount': '000000000000' }, 'apigateway.amazonaws.com', NOT],
    [
      'another service',
      { 'aws:SourceArn': SOURCE, 'aws:SourceAccount': '000000000000' },
      's3.amazonaws.com',
      NOT,
    ],
  ])('%s', (_, context, service, outcome) => {
    const set: PolicySet = { identity: [], resource: [invokable] };
    const decision = decide(set, 'lambda:InvokeFunction', '*', context, { type: 'service', service });
    expect(decision.outcome).toBe(outcome);
  });
});

describe('all kinds of policies at once', () => {
  const yes = [policy([allow('s3:*')])];
  const reading = [policy([allow('s3:Get*')])];
  const noDeleting = [policy([allow('*'), deny('s3:Delete*')])];
  const everybody = [
    policy([statement('Allow', { Principal: '*', Action: 's3:*', Resource: '*' })], 'resource'),
  ];
  it.each<[string, PolicySet, string, Outcome]>([
    ['all of them allow', { identity: yes, boundary: yes, session: yes }, 's3:GetObject', ALLOWED],
    ['the session reads only', { identity: yes, boundary: yes, session: reading }, 's3:PutObject', NOT],
    ['the boundary reads only', { identity: yes, boundary: reading, session: yes }, 's3:PutObject', NOT],
    ['the boundary denies', { identity: yes, boundary: noDeleting, session: yes }, 's3:DeleteObject', NEVER],
    ['the session denies', { identity: yes, boundary: yes, session: noDeleting }, 's3:DeleteObject', NEVER],
    [
      'everybody may, the boundary denies',
      { identity: [], resource: everybody, boundary: noDeleting },
      's3:DeleteObject',
      NEVER,
    ],
    ['everybody may, no policy of the role', { identity: [], resource: everybody }, 's3:GetObject', ALLOWED],
    ['an empty session policy', { identity: yes, session: [] }, 's3:GetObject', NOT],
    ['a session cannot give', { identity: reading, session: yes }, 's3:PutObject', NOT],
    ['a boundary cannot give', { identity: reading, boundary: yes }, 's3:PutObject', NOT],
  ])('%s', (_, policies, action, outcome) => {
    expect(decide(policies, action, `${BUCKET}/a`).outcome).toBe(outcome);
  });
});
