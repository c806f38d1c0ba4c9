import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { CloudPart } from '../aws/cloud-part.ts';
import type { JsonObject, ResourceProvider, ResourceRequest } from '../cloudformation/resource-provider.ts';
import type { HttpResponse } from '../front-door/http.ts';
import type { IamCaller } from '../iam/iam-caller.ts';
import { formRequest, type IamFixture, LAMBDA_TRUST, openIam } from '../iam/testing/iam-fixture.ts';
import { createEc2 } from './ec2.ts';

let iam: IamFixture;
let ec2: CloudPart;
let administrator: IamCaller;

beforeEach(async () => {
  iam = await openIam();
  await open();
  administrator = callerOf(iam.iam.administrator.accessKeyId);
});
afterEach(() => iam.close());

async function open(): Promise<void> {
  ec2 = await createEc2({ ...iam.context, store: iam.context.store.namespace('ec2') });
}

function callerOf(accessKeyId: string, sessionToken?: string): IamCaller {
  return iam.iam.callerOf(iam.iam.identify(accessKeyId, sessionToken), 'ec2');
}

/** The caller that a function with these statements is. */
async function roleCaller(...statements: readonly JsonObject[]): Promise<IamCaller> {
  const role = await iam.create('AWS::IAM::Role', 'Role', {
    RoleName: 'handler',
    AssumeRolePolicyDocument: LAMBDA_TRUST,
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  });
  const { accessKeyId, sessionToken } = iam.assume(role);
  return callerOf(accessKeyId, sessionToken);
}

type Form = Readonly<Record<string, string>>;

async function send(Action: string, form: Form = {}, caller = administrator): Promise<HttpResponse> {
  const [service] = ec2.services;
  if (service === undefined) throw new Error('no service');
  const { request, body } = formRequest({ Action, Version: '2016-11-15', ...form });
  try {
    return await service.handle({ request, body, caller });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return service.failure(error, request);
  }
}

async function ok(action: string, form?: Form, caller?: IamCaller): Promise<string> {
  const { status, body } = await send(action, form, caller);
  if (status !== 200) throw new Error(`${action}: ${body}`);
  return String(body);
}

async function refused(action: string, form?: Form, caller?: IamCaller): Promise<string> {
  const { status, body } = await send(action, form, caller);
  const [, code, message] = /<Code>(.*?)<\/Code><Message>(.*?)<\/Message>/s.exec(String(body)) ?? [];
  return `${status} ${code}: ${message}`;
}

function idsIn(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(([, id = '']) => id);
}

async function newVpc(CidrBlock = '10.0.0.0/16', form: Form = {}): Promise<string> {
  return idsIn(await ok('CreateVpc', { CidrBlock, ...form }), 'vpcId')[0] ?? '';
}

async function newSubnet(VpcId: string, CidrBlock: string, form: Form = {}): Promise<string> {
  return idsIn(await ok('CreateSubnet', { VpcId, CidrBlock, ...form }), 'subnetId')[0] ?? '';
}

const REQUEST = '<requestId>b0a1c2d3-0000-4000-8000-000000000000</requestId>';
const NAMESPACE = 'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"';

describe('a VPC', () => {
  it('is answered in EC2 form', async () => {
    const body = await ok('CreateVpc', {
      CidrBlock: '10.1.2.3/16',
      'TagSpecification.1.ResourceType': 'vpc',
      'TagSpecification.1.Tag.1.Key': 'Name',
      'TagSpecification.1.Tag.1.Value': 'a <b> & "c"',
    });
    const [vpcId] = idsIn(body, 'vpcId');
    const [associationId] = idsIn(body, 'associationId');
    const [dhcpOptionsId] = idsIn(body, 'dhcpOptionsId');
    expect(vpcId).toMatch(/^vpc-0[0-9a-f]{16}$/);
    const vpc = (state: string): string =>
      `<vpcId>${vpcId}</vpcId><ownerId>000000000000</ownerId><state>${state}</state>` +
      '<cidrBlock>10.1.0.0/16</cidrBlock><cidrBlockAssociationSet><item>' +
      `<cidrBlock>10.1.0.0/16</cidrBlock><associationId>${associationId}</associationId>` +
      '<cidrBlockState><state>associated</state></cidrBlockState></item></cidrBlockAssociationSet>' +
      `<ipv6CidrBlockAssociationSet/><dhcpOptionsId>${dhcpOptionsId}</dhcpOptionsId>` +
      '<tagSet><item><key>Name</key><value>a &lt;b&gt; &amp; &quot;c&quot;</value></item></tagSet>' +
      '<instanceTenancy>default</instanceTenancy><isDefault>false</isDefault>';
    const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
    expect(body).toBe(
      `${declaration}<CreateVpcResponse ${NAMESPACE}>${REQUEST}<vpc>${vpc('pending')}</vpc></CreateVpcResponse>`,
    );
    await open();
    expect(await ok('DescribeVpcs')).toBe(
      `${declaration}<DescribeVpcsResponse ${NAMESPACE}>${REQUEST}<vpcSet><item>${vpc('available')}</item></vpcSet></DescribeVpcsResponse>`,
    );
  });

  it.each<[string, Form, string]>([
    [
      'without a block',
      {},
      "400 MissingParameter: Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.",
    ],
    [
      'that is no block',
      { CidrBlock: '10.0.0.0' },
      '400 InvalidParameterValue: Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    [
      'that is too large',
      { CidrBlock: '10.0.0.0/15' },
      "400 InvalidVpc.Range: The CIDR '10.0.0.0/15' is invalid.",
    ],
    [
      'that is too small',
      { CidrBlock: '10.0.0.0/29' },
      "400 InvalidVpc.Range: The CIDR '10.0.0.0/29' is invalid.",
    ],
    [
      'of an unknown tenancy',
      { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'host' },
      '400 InvalidParameterValue: Value (host) for parameter instanceTenancy is invalid. It must be default or dedicated.',
    ],
    [
      'with IPv6',
      { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: 'true' },
      '400 UnsupportedOperation: The parameter AmazonProvidedIpv6CidrBlock is not supported by the local cloud.',
    ],
    [
      'with a token, which CreateVpc does not have',
      { CidrBlock: '10.0.0.0/16', ClientToken: 'x' },
      '400 UnknownParameter: The parameter ClientToken is not recognized',
    ],
    [
      'with tags for something else',
      { CidrBlock: '10.0.0.0/16', 'TagSpecification.1.ResourceType': 'subnet' },
      "400 InvalidParameterValue: 'subnet' is not a valid taggable resource type for this operation.",
    ],
    [
      "with AWS's own tags",
      {
        CidrBlock: '10.0.0.0/16',
        'TagSpecification.1.ResourceType': 'vpc',
        'TagSpecification.1.Tag.1.Key': 'aws:x',
      },
      "400 InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use",
    ],
    [
      'as a trial',
      { CidrBlock: '10.0.0.0/16', DryRun: 'true' },
      '412 DryRunOperation: Request would have succeeded, but DryRun flag is set.',
    ],
  ])('%s is refused', async (_name, form, answer) => {
    expect(await refused('CreateVpc', form)).toBe(answer);
    expect(await ok('DescribeVpcs')).toContain('<vpcSet/>');
  });

  it('is made fifty times at most, also when all are asked for at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 52 }, () => send('CreateVpc', { CidrBlock: '10.0.0.0/28' })),
    );
    const late = answers.filter(({ status }) => status !== 200);
    expect(late).toHaveLength(2);
    expect(late[0]?.body).toContain(
      '<Code>VpcLimitExceeded</Code><Message>The maximum number of VPCs has been reached.</Message>',
    );
  });

  it('has attributes that are changed one at a time', async () => {
    const VpcId = await newVpc();
    const attribute = (Attribute: string): Promise<string> =>
      ok('DescribeVpcAttribute', { VpcId, Attribute });
    expect(await attribute('enableDnsSupport')).toContain(
      `<vpcId>${VpcId}</vpcId><enableDnsSupport><value>true</value></enableDnsSupport>`,
    );
    expect(await attribute('enableDnsHostnames')).toContain('<value>false</value>');
    expect(await ok('ModifyVpcAttribute', { VpcId, 'EnableDnsHostnames.Value': 'true' })).toContain(
      '<return>true</return>',
    );
    expect(await attribute('enableDnsHostnames')).toContain('<value>true</value>');
    expect(
      await refused('ModifyVpcAttribute', {
        VpcId,
        'EnableDnsHostnames.Value': 'true',
        'EnableDnsSupport.Value': 'true',
      }),
    ).toBe('400 InvalidParameterCombination: Fields for multiple attribute types specified');
    expect(await refused('DescribeVpcAttribute', { VpcId, Attribute: 'constructor' })).toMatch(
      /^400 InvalidParameterValue/,
    );
  });

  it('stays as long as it has subnets', async () => {
    const VpcId = await newVpc();
    const SubnetId = await newSubnet(VpcId, '10.0.0.0/24');
    expect(await refused('DeleteVpc', { VpcId })).toBe(
      `400 DependencyViolation: The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    );
    expect(await ok('DeleteSubnet', { SubnetId })).toContain('<return>true</return>');
    expect(await ok('DeleteVpc', { VpcId })).toContain('<return>true</return>');
    await open();
    expect(await refused('DescribeVpcs', { 'VpcId.1': VpcId })).toBe(
      `400 InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`,
    );
    expect(await refused('DeleteSubnet', { SubnetId })).toBe(
      `400 InvalidSubnetID.NotFound: The subnet ID '${SubnetId}' does not exist`,
    );
  });

  it('comes with a route table, a security group and a network ACL', async () => {
    const vpcId = await newVpc('10.9.0.0/20');
    const subnetId = await newSubnet(vpcId, '10.9.1.0/24');
    const filter = { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': vpcId };
    const tables = await ok('DescribeRouteTables', filter);
    expect(tables).toContain(
      '<routeSet><item><destinationCidrBlock>10.9.0.0/20</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state><origin>CreateRouteTable</origin></item></routeSet>',
    );
    expect(tables).toContain('<main>true</main>');
    const groups = await ok('DescribeSecurityGroups', filter);
    expect(groups).toContain('<groupName>default</groupName>');
    expect(groups).toContain('<ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges>');
    const lists = await ok('DescribeNetworkAcls', filter);
    expect(idsIn(lists, 'ruleNumber')).toEqual(['100', '32767', '100', '32767']);
    expect(idsIn(lists, 'subnetId')).toEqual([subnetId]);
    const [GroupId = ''] = idsIn(groups, 'groupId');
    expect(await ok('DescribeSecurityGroups', { 'GroupId.1': GroupId })).toContain(GroupId);
    await ok('CreateTags', { 'ResourceId.1': GroupId, 'Tag.1.Key': 'k', 'Tag.1.Value': 'v' });
    expect(
      await ok('DescribeSecurityGroups', { 'Filter.1.Name': 'tag:k', 'Filter.1.Value.1': 'v' }),
    ).toContain(GroupId);
  });
});

describe('a subnet', () => {
  it('is answered in EC2 form', async () => {
    const vpcId = await newVpc();
    const body = await ok('CreateSubnet', {
      VpcId: vpcId,
      CidrBlock: '10.0.1.77/24',
      AvailabilityZone: 'us-east-1b',
    });
    const [subnetId] = idsIn(body, 'subnetId');
    expect(subnetId).toMatch(/^subnet-0[0-9a-f]{16}$/);
    const subnet =
      `<subnetId>${subnetId}</subnetId>` +
      `<subnetArn>arn:aws:ec2:us-east-1:000000000000:subnet/${subnetId}</subnetArn>` +
      `<state>available</state><ownerId>000000000000</ownerId><vpcId>${vpcId}</vpcId>` +
      '<cidrBlock>10.0.1.0/24</cidrBlock><ipv6CidrBlockAssociationSet/>' +
      '<availableIpAddressCount>251</availableIpAddressCount>' +
      '<availabilityZone>us-east-1b</availabilityZone><availabilityZoneId>use1-az2</availabilityZoneId>' +
      '<defaultForAz>false</defaultForAz><mapPublicIpOnLaunch>false</mapPublicIpOnLaunch>' +
      '<assignIpv6AddressOnCreation>false</assignIpv6AddressOnCreation>' +
      '<mapCustomerOwnedIpOnLaunch>false</mapCustomerOwnedIpOnLaunch><tagSet/>' +
      '<enableDns64>false</enableDns64><ipv6Native>false</ipv6Native>' +
      '<privateDnsNameOptionsOnLaunch><hostnameType>ip-name</hostnameType>' +
      '<enableResourceNameDnsARecord>false</enableResourceNameDnsARecord>' +
      '<enableResourceNameDnsAAAARecord>false</enableResourceNameDnsAAAARecord>' +
      '</privateDnsNameOptionsOnLaunch>';
    expect(body).toContain(`${REQUEST}<subnet>${subnet}</subnet></CreateSubnetResponse>`);
    await open();
    expect(await ok('DescribeSubnets', { 'SubnetId.1': subnetId ?? '' })).toContain(
      `<subnetSet><item>${subnet}</item></subnetSet>`,
    );
  });

  it.each<[string, Form, string]>([
    ['outside', { CidrBlock: '10.1.0.0/24' }, "400 InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid."],
    [
      'over its VPC',
      { CidrBlock: '10.0.0.0/16' },
      "400 InvalidSubnet.Conflict: The CIDR '10.0.0.0/16' conflicts with another subnet",
    ],
    [
      'too small',
      { CidrBlock: '10.0.9.0/29' },
      "400 InvalidSubnet.Range: The CIDR '10.0.9.0/29' is invalid.",
    ],
    [
      'over another',
      { CidrBlock: '10.0.0.128/25' },
      "400 InvalidSubnet.Conflict: The CIDR '10.0.0.128/25' conflicts with another subnet",
    ],
    [
      'that is no block',
      { CidrBlock: 'x' },
      '400 InvalidParameterValue: Value (x) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    [
      'in no zone',
      { CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' },
      '400 InvalidParameterValue: Value (eu-west-1a) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c.',
    ],
    [
      'in no VPC',
      { CidrBlock: '10.0.1.0/24', VpcId: 'vpc-1' },
      "400 InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    ],
    ['of nothing', { VpcId: '' }, '400 MissingParameter: The request must contain the parameter vpcId'],
  ])('%s is refused', async (_name, form, answer) => {
    const VpcId = await newVpc();
    await newSubnet(VpcId, '10.0.0.0/24');
    expect(await refused('CreateSubnet', { VpcId, ...form })).toBe(answer);
  });

  it('may have all of its VPC, and shares it with no other that comes at the same time', async () => {
    const VpcId = await newVpc('10.0.0.0/28');
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => send('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/28' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(await ok('DescribeSubnets')).toContain('<availableIpAddressCount>11</availableIpAddressCount>');
  });

  it('goes where the fewest are when no zone is named', async () => {
    const VpcId = await newVpc();
    for (const third of [0, 1, 2, 3]) await newSubnet(VpcId, `10.0.${third}.0/24`);
    const zones = idsIn(await ok('DescribeSubnets'), 'availabilityZone').sort();
    expect(zones).toEqual(['us-east-1a', 'us-east-1a', 'us-east-1b', 'us-east-1c']);
  });

  it('has attributes that can be changed', async () => {
    const SubnetId = await newSubnet(await newVpc(), '10.0.0.0/24');
    await ok('ModifySubnetAttribute', { SubnetId, 'MapPublicIpOnLaunch.Value': 'true' });
    await ok('ModifySubnetAttribute', { SubnetId, PrivateDnsHostnameTypeOnLaunch: 'resource-name' });
    const body = await ok('DescribeSubnets');
    expect(body).toContain('<mapPublicIpOnLaunch>true</mapPublicIpOnLaunch>');
    expect(body).toContain('<hostnameType>resource-name</hostnameType>');
    expect(await refused('ModifySubnetAttribute', { SubnetId, 'EnableDns64.Value': 'true' })).toBe(
      '400 UnsupportedOperation: The parameter EnableDns64 is not supported by the local cloud.',
    );
  });
});

describe('listing', () => {
  it('gives pages that end', async () => {
    const made = new Set<string>();
    for (let count = 0; count < 12; count += 1) made.add(await newVpc('10.0.0.0/24'));
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await ok('DescribeVpcs', {
        MaxResults: '5',
        ...(token === undefined ? {} : { NextToken: token }),
      });
      seen.push(...idsIn(page, 'vpcId'));
      [token] = idsIn(page, 'nextToken');
    } while (token !== undefined);
    expect(seen).toHaveLength(12);
    expect(new Set(seen)).toEqual(made);
  });

  it.each<[Form, string]>([
    [
      { MaxResults: '4' },
      '400 InvalidParameterValue: Value (4) for parameter maxResults is invalid. Expecting a value greater than 5.',
    ],
    [
      { MaxResults: '5', 'VpcId.1': 'vpc-1' },
      '400 InvalidParameterCombination: The parameter VpcId cannot be used with the parameter maxResults',
    ],
    [{ NextToken: 'x' }, '400 InvalidParameterValue: Unable to parse pagination token'],
    [
      { 'Filter.1.Name': 'colour', 'Filter.1.Value.1': 'x' },
      "400 InvalidParameterValue: The filter 'colour' is invalid",
    ],
    [
      { 'Filter.1.Name': '__proto__', 'Filter.1.Value.1': 'x' },
      "400 InvalidParameterValue: The filter '__proto__' is invalid",
    ],
    [{ 'Filter.1.Value.1': 'x' }, '400 InvalidParameter: The filter is missing the parameter Name'],
  ])('refuses %j', async (form, answer) => {
    expect(await refused('DescribeVpcs', form)).toBe(answer);
  });

  it('filters by values, wildcards and tags, all filters together', async () => {
    const one = await newVpc('10.0.0.0/16', {
      'TagSpecification.1.ResourceType': 'vpc',
      'TagSpecification.1.Tag.1.Key': 'Name',
      'TagSpecification.1.Tag.1.Value': 'prod*1',
    });
    const two = await newVpc('10.1.0.0/16', {
      'TagSpecification.1.ResourceType': 'vpc',
      'TagSpecification.1.Tag.1.Key': 'Name',
      'TagSpecification.1.Tag.1.Value': 'prod-2',
    });
    const three = await newVpc('192.168.0.0/24');
    const found = async (...filters: (readonly [string, ...string[]])[]): Promise<string[]> => {
      const form: Record<string, string> = {};
      for (const [index, [name, ...values]] of filters.entries()) {
        form[`Filter.${index + 1}.Name`] = name;
        for (const [at, value] of values.entries()) form[`Filter.${index + 1}.Value.${at + 1}`] = value;
      }
      return idsIn(await ok('DescribeVpcs', form), 'vpcId').sort();
    };
    expect(await found(['tag:Name', 'prod*'])).toEqual([one, two].sort());
    expect(await found(['tag:Name', 'prod\\*1'])).toEqual([one]);
    expect(await found(['tag:Name', 'prod??', 'x'])).toEqual([one, two].sort());
    expect(await found(['tag:Name', 'PROD*'])).toEqual([]);
    expect(await found(['tag-key', 'Name'], ['cidr', '10.1.*'])).toEqual([two]);
    expect(await found(['cidr', '192.168.0.0/24', '10.1.0.0/16'])).toEqual([two, three].sort());
    expect(await found(['is-default', 'true'])).toEqual([]);
    expect(await found(['state', 'available'])).toHaveLength(3);
  });

  it('knows the zones and the region', async () => {
    const zones = await ok('DescribeAvailabilityZones');
    expect(idsIn(zones, 'zoneName')).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
    expect(idsIn(zones, 'zoneId')).toEqual(['use1-az1', 'use1-az2', 'use1-az3']);
    expect(await ok('DescribeRegions')).toContain(
      '<regionInfo><item><regionName>us-east-1</regionName><regionEndpoint>ec2.us-east-1.amazonaws.com</regionEndpoint><optInStatus>opt-in-not-required</optInStatus></item></regionInfo>',
    );
  });
});

describe('tags', () => {
  it('are given to several resources at once, or to none', async () => {
    const vpc = await newVpc();
    const subnet = await newSubnet(vpc, '10.0.0.0/24');
    const tag = { 'Tag.1.Key': 'team', 'Tag.1.Value': 'blue' };
    expect(await refused('CreateTags', { 'ResourceId.1': vpc, 'ResourceId.2': 'subnet-0123', ...tag })).toBe(
      "400 InvalidSubnetID.NotFound: The subnet ID 'subnet-0123' does not exist",
    );
    expect(await refused('CreateTags', { 'ResourceId.1': 'i am', ...tag })).toBe(
      "400 InvalidID: The ID 'i am' is not valid",
    );
    expect(await ok('DescribeTags')).toContain('<tagSet/>');
    await ok('CreateTags', { 'ResourceId.1': vpc, 'ResourceId.2': subnet, ...tag });
    await open();
    expect(
      await ok('DescribeTags', { 'Filter.1.Name': 'resource-type', 'Filter.1.Value.1': 'subnet' }),
    ).toContain(
      `<tagSet><item><resourceId>${subnet}</resourceId><resourceType>subnet</resourceType><key>team</key><value>blue</value></item></tagSet>`,
    );
    await ok('DeleteTags', { 'ResourceId.1': vpc, 'Tag.1.Key': 'team', 'Tag.1.Value': 'red' });
    expect(idsIn(await ok('DescribeTags'), 'resourceId')).toEqual([subnet, vpc]);
    await ok('DeleteTags', { 'ResourceId.1': vpc, 'Tag.1.Key': 'team' });
    await ok('DeleteTags', { 'ResourceId.1': subnet });
    expect(await ok('DescribeTags')).toContain('<tagSet/>');
  });

  it('are fifty at most', async () => {
    const form: Record<string, string> = { 'ResourceId.1': await newVpc() };
    for (let index = 1; index <= 51; index += 1) form[`Tag.${index}.Key`] = `k${index}`;
    expect(await refused('CreateTags', form)).toBe(
      '400 TagLimitExceeded: The maximum number of Tags for a resource has been reached.',
    );
  });
});

describe('permissions', () => {
  const HANDLER = 'arn:aws:sts::000000000000:assumed-role/handler/fn';
  const VPCS = 'arn:aws:ec2:us-east-1:000000000000:vpc';

  it('are refused in the words of EC2, with the resource where there is one', async () => {
    const caller = await roleCaller({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    expect(await refused('CreateVpc', { CidrBlock: '10.0.0.0/16' }, caller)).toMatch(
      new RegExp(
        `^403 UnauthorizedOperation: You are not authorized to perform this operation\\. User: ${HANDLER} is not authorized to perform: ec2:CreateVpc on resource: ${VPCS}/\\* because no identity-based policy allows the ec2:CreateVpc action\\. Encoded authorization failure message: [\\w-]+$`,
      ),
    );
    expect(await refused('DescribeVpcs', {}, caller)).toBe(
      `403 UnauthorizedOperation: You are not authorized to perform this operation. User: ${HANDLER} is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action`,
    );
    expect(await ok('DescribeVpcs')).toContain('<vpcSet/>');
  });

  it('come before the trial run and before what is there or not', async () => {
    const caller = await roleCaller({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const dry = await refused('CreateVpc', { CidrBlock: '10.0.0.0/16', DryRun: 'true' }, caller);
    expect(dry).toMatch(/^403 UnauthorizedOperation/);
    expect(await refused('DeleteVpc', { VpcId: 'vpc-1' }, caller)).toMatch(/^403 UnauthorizedOperation/);
  });

  it('ask for the subnet and for its VPC', async () => {
    const VpcId = await newVpc();
    const subnets = {
      Effect: 'Allow',
      Action: 'ec2:CreateSubnet',
      Resource: VPCS.replace(/vpc$/, 'subnet/*'),
    };
    const form = { VpcId, CidrBlock: '10.0.0.0/24' };
    expect(await refused('CreateSubnet', form, await roleCaller(subnets))).toContain(
      `on resource: ${VPCS}/${VpcId} because`,
    );
  });

  it('ask for the right to tag, and tags decide', async () => {
    const caller = await roleCaller(
      { Effect: 'Allow', Action: 'ec2:CreateVpc', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: `${VPCS}/*`,
        Condition: { StringEquals: { 'ec2:CreateAction': 'CreateVpc', 'aws:RequestTag/team': 'blue' } },
      },
      {
        Effect: 'Allow',
        Action: 'ec2:DeleteVpc',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
      },
    );
    const form = (team: string): Form => ({
      CidrBlock: '10.0.0.0/16',
      'TagSpecification.1.ResourceType': 'vpc',
      'TagSpecification.1.Tag.1.Key': 'team',
      'TagSpecification.1.Tag.1.Value': team,
    });
    expect(await refused('CreateVpc', form('red'), caller)).toContain('ec2:CreateTags on resource');
    const [blue = ''] = idsIn(await ok('CreateVpc', form('blue'), caller), 'vpcId');
    const other = await newVpc();
    expect(await refused('DeleteVpc', { VpcId: other }, caller)).toMatch(/^403/);
    await ok('DeleteVpc', { VpcId: blue }, caller);
  });
});

it('refuses operations that it does not have', async () => {
  const answer = '400 InvalidAction: The action RunInstances is not valid for this web service.';
  expect(await refused('RunInstances')).toBe(answer);
  expect(await refused('DescribeVpcs', { Version: '2010-08-31' })).toMatch(/^400 InvalidAction/);
});

it('answers whatever arrives with its own form', async () => {
  const names = fc.constantFrom('CreateVpc', 'CreateSubnet', 'DescribeVpcs', 'CreateTags', 'DeleteTags');
  const keys = fc.oneof(
    fc.constantFrom(
      'VpcId',
      'CidrBlock',
      'Filter.1.Name',
      'Filter.1.Value.1',
      'MaxResults',
      'DryRun',
      'VpcId.1',
    ),
    fc.constantFrom(
      'ResourceId.1',
      'Tag.1.Key',
      'Tag.999999.Key',
      'NextToken',
      'TagSpecification.1.ResourceType',
    ),
    fc.string({ unit: 'binary' }),
  );
  const values = fc.oneof(fc.constantFrom('10.0.0.0/16', 'true', '*', 'vpc'), fc.string({ unit: 'binary' }));
  await fc.assert(
    fc.asyncProperty(names, fc.dictionary(keys, values, { maxKeys: 6 }), async (name, form) => {
      const { status, body } = await send(name, form);
      expect([200, 400, 412]).toContain(status);
      expect(String(body)).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<(Response|\w+Response )/);
    }),
    { numRuns: 50 },
  );
});

describe('the resource types', () => {
  const request = (properties: JsonObject): ResourceRequest => ({
    stackName: 'app',
    stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/app/1',
    logicalId: 'Vpc',
    creationToken: 'AAAAAAAAAAAA',
    properties,
  });
  const provider = (type: string): ResourceProvider => {
    const found = ec2.providers.find((one) => one.type === type);
    if (found === undefined) throw new Error(type);
    return found;
  };

  it('make, change and remove a VPC with a subnet, again after a crash', async () => {
    const vpcs = provider('AWS::EC2::VPC');
    const subnets = provider('AWS::EC2::Subnet');
    const vpcProperties = { CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'a' }] };
    const vpc = await vpcs.create(request(vpcProperties));
    expect(await vpcs.create(request(vpcProperties))).toEqual(vpc);
    const subnetProperties = { CidrBlock: '10.0.0.0/24', VpcId: vpc.physicalId };
    const subnet = await subnets.create(request(subnetProperties));
    expect(await subnets.create(request(subnetProperties))).toEqual(subnet);
    expect(subnet.attributes.AvailabilityZone).toBe('us-east-1a');

    await ok('CreateTags', { 'ResourceId.1': vpc.physicalId, 'Tag.1.Key': 'other', 'Tag.1.Value': 'x' });
    const changed = { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, Tags: [{ Key: 'n', Value: 'b' }] };
    expect(await vpcs.update(request(changed), vpc, vpcProperties)).toEqual(vpc);
    expect(idsIn(await ok('DescribeTags'), 'key')).toEqual(['n', 'other']);
    expect(await vpcs.update(request({ CidrBlock: '10.1.0.0/16' }), vpc, changed)).toBe('replace');

    await subnets.delete(subnet, subnetProperties);
    await subnets.delete(subnet, subnetProperties);
    await vpcs.delete(vpc, changed);
    await vpcs.delete(vpc, changed);
    expect(await ok('DescribeVpcs')).toContain('<vpcSet/>');
  });
});
