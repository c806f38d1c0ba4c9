import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateVpcCommand, DeleteVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalCloud } from '../cloud.ts';

/** A role that may do nothing but is denied one thing, and a bucket. */
const TEMPLATE = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'reports' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'nobody',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
              Action: 'sts:AssumeRole',
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'never',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Deny', Action: ['dynamodb:PutItem', 's3:ListBucket'], Resource: '*' }],
            },
          },
        ],
      },
    },
  },
};

let directory: string;
let cloud: LocalCloud;
let options: {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly forcePathStyle: boolean;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'denied-'));
  const assembly = join(directory, 'cdk.out');
  await mkdir(assembly);
  await writeFile(join(assembly, 'Denied.template.json'), JSON.stringify(TEMPLATE));
  const properties = { templateFile: 'Denied.template.json' };
  await writeFile(
    join(assembly, 'manifest.json'),
    JSON.stringify({
      version: '48.0.0',
      artifacts: { Denied: { type: 'aws:cloudformation:stack', properties } },
    }),
  );
  cloud = await LocalCloud.open({ dataDirectory: join(directory, 'data'), port: 0 });
  await cloud.deploy(assembly);
  const base = { endpoint: cloud.origin, region: 'us-east-1', maxAttempts: 1 };
  const sts = new STSClient({ ...base, credentials: cloud.administrator });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::000000000000:role/nobody', RoleSessionName: 'test' }),
  );
  options = {
    ...base,
    forcePathStyle: true,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  };
});
afterAll(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true });
});

const USER = 'User: arn:aws:sts::000000000000:assumed-role/nobody/test is not authorized to perform:';
/** The usual sentence. */
const said = (action: string, resource?: string): string =>
  `${USER} ${action}${resource === undefined ? '' : ` on resource: ${resource}`} because no identity-based policy allows the ${action} action`;
const denied = (action: string, resource: string): string =>
  `${USER} ${action} on resource: ${resource} with an explicit deny in an identity-based policy`;

type Row = readonly [
  action: string,
  send: () => Promise<unknown>,
  code: string,
  status: number,
  text: string | RegExp,
];

const GROUP = 'arn:aws:logs:us-east-1:000000000000:log-group';
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table';
const EC2 = 'You are not authorized to perform this operation. ';
const POOL = 'us-east-1_AbCdEfGhI';
const key = { id: { S: 'a' } };

const rows: readonly Row[] = [
  [
    'dynamodb:GetItem',
    () => new DynamoDBClient(options).send(new GetItemCommand({ TableName: 't', Key: key })),
    'AccessDeniedException',
    400,
    said('dynamodb:GetItem', `${TABLE}/t`),
  ],
  [
    'dynamodb:PutItem',
    () => new DynamoDBClient(options).send(new PutItemCommand({ TableName: 't', Item: key })),
    'AccessDeniedException',
    400,
    denied('dynamodb:PutItem', `${TABLE}/t`),
  ],
  [
    'dynamodb:ListTables',
    () => new DynamoDBClient(options).send(new ListTablesCommand({})),
    'AccessDeniedException',
    400,
    said('dynamodb:ListTables', '*'),
  ],
  [
    's3:GetObject',
    () => new S3Client(options).send(new GetObjectCommand({ Bucket: 'reports', Key: 'a/b.txt' })),
    'AccessDenied',
    403,
    said('s3:GetObject', '"arn:aws:s3:::reports/a/b.txt"'),
  ],
  [
    's3:ListBucket',
    () => new S3Client(options).send(new ListObjectsV2Command({ Bucket: 'reports' })),
    'AccessDenied',
    403,
    denied('s3:ListBucket', '"arn:aws:s3:::reports"'),
  ],
  [
    's3:ListAllMyBuckets',
    () => new S3Client(options).send(new ListBucketsCommand({})),
    'AccessDenied',
    403,
    said('s3:ListAllMyBuckets'),
  ],
  [
    'lambda:InvokeFunction',
    () => new LambdaClient(options).send(new InvokeCommand({ FunctionName: 'f' })),
    'AccessDeniedException',
    403,
    said('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:000000000000:function:f'),
  ],
  [
    'lambda:ListFunctions',
    () => new LambdaClient(options).send(new ListFunctionsCommand({})),
    'AccessDeniedException',
    403,
    said('lambda:ListFunctions', '*'),
  ],
  [
    'logs:CreateLogGroup',
    () => new CloudWatchLogsClient(options).send(new CreateLogGroupCommand({ logGroupName: '/g' })),
    'AccessDeniedException',
    400,
    said('logs:CreateLogGroup', `${GROUP}:/g:log-stream:`),
  ],
  [
    'logs:DescribeLogGroups',
    () => new CloudWatchLogsClient(options).send(new DescribeLogGroupsCommand({})),
    'AccessDeniedException',
    400,
    said('logs:DescribeLogGroups', `${GROUP}::log-stream:`),
  ],
  [
    'logs:FilterLogEvents',
    () => new CloudWatchLogsClient(options).send(new FilterLogEventsCommand({ logGroupName: '/g' })),
    'AccessDeniedException',
    400,
    said('logs:FilterLogEvents', `${GROUP}:/g:log-stream:`),
  ],
  [
    'logs:PutLogEvents',
    () =>
      new CloudWatchLogsClient(options).send(
        new PutLogEventsCommand({
          logGroupName: '/g',
          logStreamName: 's',
          logEvents: [{ timestamp: Date.now(), message: 'x' }],
        }),
      ),
    'AccessDeniedException',
    400,
    said('logs:PutLogEvents', `${GROUP}:/g:log-stream:s`),
  ],
  [
    'ec2:DescribeVpcs',
    () => new EC2Client(options).send(new DescribeVpcsCommand({})),
    'UnauthorizedOperation',
    403,
    `${EC2}${said('ec2:DescribeVpcs')}`,
  ],
  [
    'ec2:CreateVpc',
    () => new EC2Client(options).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })),
    'UnauthorizedOperation',
    403,
    /^You are not authorized to perform this operation\. User: arn:aws:sts::000000000000:assumed-role\/nobody\/test is not authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:000000000000:vpc\/\* because no identity-based policy allows the ec2:CreateVpc action\. Encoded authorization failure message: [A-Za-z0-9_-]+$/,
  ],
  [
    'ec2:DeleteVpc',
    () => new EC2Client(options).send(new DeleteVpcCommand({ VpcId: 'vpc-0a' })),
    'UnauthorizedOperation',
    403,
    /ec2:DeleteVpc on resource: arn:aws:ec2:us-east-1:000000000000:vpc\/vpc-0a because no identity-based policy allows the ec2:DeleteVpc action\. Encoded/,
  ],
  [
    'cloudwatch:PutMetricData',
    () =>
      new CloudWatchClient(options).send(
        new PutMetricDataCommand({ Namespace: 'A', MetricData: [{ MetricName: 'N', Value: 1 }] }),
      ),
    'AccessDenied',
    403,
    said('cloudwatch:PutMetricData'),
  ],
  [
    'cloudwatch:ListMetrics',
    () => new CloudWatchClient(options).send(new ListMetricsCommand({})),
    'AccessDenied',
    403,
    said('cloudwatch:ListMetrics'),
  ],
  [
    'sqs:sendmessage',
    () =>
      new SQSClient(options).send(
        new SendMessageCommand({ QueueUrl: `${options.endpoint}/000000000000/q`, MessageBody: 'x' }),
      ),
    'AccessDenied',
    403,
    said('sqs:sendmessage', 'arn:aws:sqs:us-east-1:000000000000:q'),
  ],
  [
    'sqs:listqueues',
    () => new SQSClient(options).send(new ListQueuesCommand({})),
    'AccessDenied',
    403,
    /^User: \S+ is not authorized to perform: sqs:listqueues on resource: \S+ because no identity-based policy allows the sqs:listqueues action$/,
  ],
  [
    'cognito-idp:AdminGetUser',
    () =>
      new CognitoIdentityProviderClient(options).send(
        new AdminGetUserCommand({ UserPoolId: POOL, Username: 'ann' }),
      ),
    'AccessDeniedException',
    400,
    said('cognito-idp:AdminGetUser', `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${POOL}`),
  ],
  [
    'cognito-idp:ListUserPools',
    () => new CognitoIdentityProviderClient(options).send(new ListUserPoolsCommand({ MaxResults: 1 })),
    'AccessDeniedException',
    400,
    said('cognito-idp:ListUserPools', '*'),
  ],
  [
    'iam:GetRole',
    () => new IAMClient(options).send(new GetRoleCommand({ RoleName: 'nobody' })),
    'AccessDenied',
    403,
    /^User: \S+ is not authorized to perform: iam:GetRole on resource: .+ because no identity-based policy allows the iam:GetRole action$/,
  ],
  [
    'sts:AssumeRole',
    () =>
      new STSClient(options).send(
        new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::000000000000:role/other', RoleSessionName: 'test' }),
      ),
    'AccessDenied',
    403,
    `${USER} sts:AssumeRole on resource: arn:aws:iam::000000000000:role/other`,
  ],
];

/** The code by which a client knows an error; services that once spoke the query protocol send the older one too. */
interface SentError {
  readonly name: string;
  readonly message: string;
  readonly Error?: { readonly Code?: string };
  readonly $metadata: { readonly httpStatusCode: number };
}

describe('a call that no policy allows', () => {
  it.each(rows)('%s', async (_action, send, code, status, text) => {
    const error: SentError = await send().then(
      () => {
        throw new Error('It was allowed.');
      },
      (reason) => reason,
    );
    expect({ code: error.Error?.Code ?? error.name, status: error.$metadata?.httpStatusCode }).toEqual({
      code,
      status,
    });
    if (typeof text === 'string') expect(error.message).toBe(text);
    else expect(error.message).toMatch(text);
  });
});
