import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ModuleDefinition } from '../module-definition.ts';
import { createModuleTable } from '../module-table.ts';

/** What the function tags everything with that it makes. */
const NETWORK_TAG = 'taskyard:network';

/** EC2 names what is yet to be made with `*`. */
const every = (type: string): string => `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:${type}/*`;

const taggedInRequest = { Null: { [`aws:RequestTag/${NETWORK_TAG}`]: 'false' } };
const taggedAlready = { Null: { [`aws:ResourceTag/${NETWORK_TAG}`]: 'false' } };

export const networksModule: ModuleDefinition = {
  name: 'networks',
  id: 'Networks',
  // As long as API Gateway waits: a network of many subnets is many calls.
  timeout: Duration.seconds(29),
  createTable: (scope, settings) => createModuleTable(scope, 'NetworksTable', settings),
  permissions: (table) => [
    new PolicyStatement({
      actions: [
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      resources: [table.tableArn],
    }),
    // It makes nothing without the tag, and touches nothing that has none.
    new PolicyStatement({
      actions: ['ec2:CreateVpc'],
      resources: [every('vpc')],
      conditions: taggedInRequest,
    }),
    new PolicyStatement({
      actions: ['ec2:CreateSubnet'],
      resources: [every('subnet')],
      conditions: taggedInRequest,
    }),
    new PolicyStatement({
      actions: ['ec2:CreateSubnet', 'ec2:DeleteVpc'],
      resources: [every('vpc')],
      conditions: taggedAlready,
    }),
    new PolicyStatement({
      actions: ['ec2:DeleteSubnet'],
      resources: [every('subnet')],
      conditions: taggedAlready,
    }),
    new PolicyStatement({
      actions: ['ec2:CreateTags'],
      resources: [every('subnet'), every('vpc')],
      conditions: { StringEquals: { 'ec2:CreateAction': ['CreateSubnet', 'CreateVpc'] } },
    }),
    // EC2 knows no resource for what describes.
    new PolicyStatement({ actions: ['ec2:DescribeSubnets', 'ec2:DescribeVpcs'], resources: ['*'] }),
  ],
};
