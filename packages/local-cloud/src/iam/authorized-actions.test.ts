import { beforeEach, describe, expect, it } from 'vitest';
import { type ActionRow, askedBy, operationNames, targetCall } from '../../test/asked-actions.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { createCloudWatch } from '../cloudwatch/cloudwatch.ts';
import { createEc2 } from '../ec2/ec2.ts';
import { createLogs } from '../logs/logs.ts';
import { formRequest, type IamFixture, openIam } from './testing/iam-fixture.ts';

const EC2 = 'arn:aws:ec2:us-east-1:000000000000:';
const [VPC, SUBNET, TABLE, GATEWAY, GROUP] = ['vpc-0a', 'subnet-0a', 'rtb-0a', 'igw-0a', 'sg-0a'];
const onVpc = `${EC2}vpc/${VPC}`;
const onSubnet = `${EC2}subnet/${SUBNET}`;
const onTable = `${EC2}route-table/${TABLE}`;
const onGateway = `${EC2}internet-gateway/${GATEWAY}`;
const onGroup = `${EC2}security-group/${GROUP}`;
const rule = { GroupId: GROUP, IpProtocol: 'tcp', FromPort: '1', ToPort: '2', CidrIp: '10.0.0.0/8' };
const tagged = (ResourceType: string): Record<string, string> => ({
  'TagSpecification.1.ResourceType': ResourceType,
  'TagSpecification.1.Tag.1.Key': 'k',
  'TagSpecification.1.Tag.1.Value': 'v',
});

const EC2_ROWS: readonly ActionRow[] = [
  [
    'AssociateRouteTable',
    { RouteTableId: TABLE, SubnetId: SUBNET },
    [`AssociateRouteTable ${onTable}`, `AssociateRouteTable ${onSubnet}`],
  ],
  [
    'AttachInternetGateway',
    { InternetGatewayId: GATEWAY, VpcId: VPC },
    [`AttachInternetGateway ${onGateway}`, `AttachInternetGateway ${onVpc}`],
  ],
  ['AuthorizeSecurityGroupEgress', rule, [`AuthorizeSecurityGroupEgress ${onGroup}`]],
  ['AuthorizeSecurityGroupIngress', rule, [`AuthorizeSecurityGroupIngress ${onGroup}`]],
  [
    'CreateInternetGateway',
    tagged('internet-gateway'),
    [`CreateInternetGateway ${EC2}internet-gateway/*`, `CreateTags ${EC2}internet-gateway/*`],
  ],
  [
    'CreateRoute',
    { RouteTableId: TABLE, DestinationCidrBlock: '0.0.0.0/0', GatewayId: GATEWAY },
    [`CreateRoute ${onTable}`],
  ],
  [
    'CreateRouteTable',
    { VpcId: VPC, ...tagged('route-table') },
    [`CreateRouteTable ${EC2}route-table/*`, `CreateRouteTable ${onVpc}`, `CreateTags ${EC2}route-table/*`],
  ],
  [
    'CreateSecurityGroup',
    { VpcId: VPC, GroupName: 'g', GroupDescription: 'd', ...tagged('security-group') },
    [
      `CreateSecurityGroup ${EC2}security-group/*`,
      `CreateSecurityGroup ${onVpc}`,
      `CreateTags ${EC2}security-group/*`,
    ],
  ],
  [
    'CreateSubnet',
    { VpcId: VPC, CidrBlock: '10.0.0.0/24', ...tagged('subnet') },
    [`CreateSubnet ${EC2}subnet/*`, `CreateSubnet ${onVpc}`, `CreateTags ${EC2}subnet/*`],
  ],
  ['CreateTags', { 'ResourceId.1': VPC, 'Tag.1.Key': 'k', 'Tag.1.Value': 'v' }, [`CreateTags ${onVpc}`]],
  [
    'CreateVpc',
    { CidrBlock: '10.0.0.0/16', ...tagged('vpc') },
    [`CreateVpc ${EC2}vpc/*`, `CreateTags ${EC2}vpc/*`],
  ],
  ['DeleteInternetGateway', { InternetGatewayId: GATEWAY }, [`DeleteInternetGateway ${onGateway}`]],
  ['DeleteRoute', { RouteTableId: TABLE, DestinationCidrBlock: '0.0.0.0/0' }, [`DeleteRoute ${onTable}`]],
  ['DeleteRouteTable', { RouteTableId: TABLE }, [`DeleteRouteTable ${onTable}`]],
  ['DeleteSecurityGroup', { GroupId: GROUP }, [`DeleteSecurityGroup ${onGroup}`]],
  ['DeleteSubnet', { SubnetId: SUBNET }, [`DeleteSubnet ${onSubnet}`]],
  ['DeleteTags', { 'ResourceId.1': VPC }, [`DeleteTags ${onVpc}`]],
  ['DeleteVpc', { VpcId: VPC }, [`DeleteVpc ${onVpc}`]],
  ...[
    ...['AvailabilityZones', 'InternetGateways', 'NetworkAcls', 'Regions', 'RouteTables'],
    ...['SecurityGroups', 'Subnets', 'Tags', 'Vpcs'],
  ].map((what): ActionRow => [`Describe${what}`, {}, [`Describe${what} *`]]),
  ['DescribeVpcAttribute', { VpcId: VPC, Attribute: 'enableDnsSupport' }, [`DescribeVpcAttribute ${onVpc}`]],
  [
    'DetachInternetGateway',
    { InternetGatewayId: GATEWAY, VpcId: VPC },
    [`DetachInternetGateway ${onGateway}`, `DetachInternetGateway ${onVpc}`],
  ],
  [
    'DisassociateRouteTable',
    { AssociationId: 'rtbassoc-0a' },
    [`DisassociateRouteTable ${EC2}route-table/*`],
  ],
  [
    'ModifySubnetAttribute',
    { SubnetId: SUBNET, 'MapPublicIpOnLaunch.Value': 'true' },
    [`ModifySubnetAttribute ${onSubnet}`],
  ],
  ['ModifyVpcAttribute', { VpcId: VPC, 'EnableDnsSupport.Value': 'true' }, [`ModifyVpcAttribute ${onVpc}`]],
  [
    'ReplaceRoute',
    { RouteTableId: TABLE, DestinationCidrBlock: '0.0.0.0/0', GatewayId: GATEWAY },
    [`ReplaceRoute ${onTable}`],
  ],
  ['RevokeSecurityGroupEgress', rule, [`RevokeSecurityGroupEgress ${onGroup}`]],
  ['RevokeSecurityGroupIngress', rule, [`RevokeSecurityGroupIngress ${onGroup}`]],
];

const GROUP_ARN = 'arn:aws:logs:us-east-1:000000000000:log-group:/g';
const logGroup = { logGroupName: '/g' };
const logStream = { ...logGroup, logStreamName: 's' };
const onLogGroup = `${GROUP_ARN}:log-stream:`;
const LOGS_ROWS: readonly ActionRow[] = [
  ['CreateLogGroup', logGroup, [`CreateLogGroup ${onLogGroup}`]],
  ['CreateLogStream', logStream, [`CreateLogStream ${onLogGroup}s`]],
  ['DeleteLogGroup', logGroup, [`DeleteLogGroup ${onLogGroup}`]],
  ['DeleteLogStream', logStream, [`DeleteLogStream ${onLogGroup}s`]],
  ['DeleteRetentionPolicy', logGroup, [`DeleteRetentionPolicy ${onLogGroup}`]],
  ['DeleteSubscriptionFilter', { ...logGroup, filterName: 'f' }, [`DeleteSubscriptionFilter ${onLogGroup}`]],
  ['DescribeLogGroups', {}, ['DescribeLogGroups arn:aws:logs:us-east-1:000000000000:log-group::log-stream:']],
  ['DescribeLogStreams', logGroup, [`DescribeLogStreams ${onLogGroup}`]],
  ['DescribeSubscriptionFilters', logGroup, [`DescribeSubscriptionFilters ${onLogGroup}`]],
  ['FilterLogEvents', logGroup, [`FilterLogEvents ${onLogGroup}`]],
  ['GetLogEvents', logStream, [`GetLogEvents ${onLogGroup}s`]],
  ['ListTagsForResource', { resourceArn: GROUP_ARN }, [`ListTagsForResource ${GROUP_ARN}`]],
  [
    'PutLogEvents',
    { ...logStream, logEvents: [{ timestamp: 1, message: 'x' }] },
    [`PutLogEvents ${onLogGroup}s`],
  ],
  ['PutRetentionPolicy', { ...logGroup, retentionInDays: 7 }, [`PutRetentionPolicy ${onLogGroup}`]],
  [
    'PutSubscriptionFilter',
    { ...logGroup, filterName: 'f', filterPattern: '', destinationArn: 'arn' },
    [`PutSubscriptionFilter ${onLogGroup}`],
  ],
  ['StartLiveTail', { logGroupIdentifiers: [GROUP_ARN] }, [`StartLiveTail ${onLogGroup}`]],
  ['TagResource', { resourceArn: GROUP_ARN, tags: {} }, [`TagResource ${GROUP_ARN}`]],
  ['UntagResource', { resourceArn: GROUP_ARN, tagKeys: [] }, [`UntagResource ${GROUP_ARN}`]],
];
const CLOUDWATCH_ROWS: readonly ActionRow[] = [
  'GetMetricData',
  'GetMetricStatistics',
  'ListMetrics',
  'PutMetricData',
].map((name): ActionRow => [name, {}, [`${name} *`]]);

let iam: IamFixture;
let services: Readonly<Record<string, AwsService | undefined>>;

beforeEach(async () => {
  iam = await openIam();
  const part = (name: string) => ({ ...iam.context, store: iam.context.store.namespace(name) });
  const logs = await createLogs(part('logs'), { allows: () => false, send: async () => {} });
  services = {
    ec2: (await createEc2(part('ec2'))).services[0],
    logs: logs.services[0],
    cloudwatch: (await createCloudWatch(part('cloudwatch'))).services[0],
  };
  return async () => {
    await logs.close?.();
    await iam.close();
  };
});

describe.each([
  ['ec2', EC2_ROWS, undefined],
  ['logs', LOGS_ROWS, 'Logs_20140328'],
  ['cloudwatch', CLOUDWATCH_ROWS, 'GraniteServiceVersion20100801'],
] as const)('the operations of %s', (service, rows, target) => {
  it('have a row each', async () => {
    expect(rows.map(([operation]) => operation).sort()).toEqual(await operationNames(service));
  });

  it.each(rows)('%s asks the policies', async (operation, input, asked) => {
    const call =
      target === undefined
        ? formRequest({ Action: operation, Version: '2016-11-15', ...(input as Record<string, string>) })
        : targetCall(`${target}.${operation}`, input);
    expect(await askedBy(services[service], call)).toEqual(asked.map((one) => `${service}:${one}`));
  });
});
