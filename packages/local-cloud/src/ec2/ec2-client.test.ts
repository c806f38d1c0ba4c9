import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeAvailabilityZonesCommand,
  DescribeNetworkAclsCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { frontDoor } from '../front-door/front-door.ts';
import { type Listener, listen } from '../front-door/listener.ts';
import { type IamFixture, openIam } from '../iam/testing/iam-fixture.ts';
import { createEc2 } from './ec2.ts';

let iam: IamFixture;
let listener: Listener;
let client: EC2Client;
const faults: unknown[] = [];

beforeAll(async () => {
  iam = await openIam();
  const { services } = await createEc2({ ...iam.context, store: iam.context.store.namespace('ec2') });
  const nowhere = async (): Promise<never> => {
    throw new Error('not part of this test');
  };
  const { authenticate } = iam.iam;
  const handler = frontDoor(
    {
      services,
      authenticate,
      api: nowhere,
      functionUrl: nowhere,
      pages: nowhere,
      local: nowhere,
      localAddress: () => undefined,
    },
    iam.context.journal,
  );
  listener = await listen({
    port: 0,
    sources: SYSTEM_SOURCES,
    handler,
    onFault: (_request, error) => void faults.push(error),
  });
  client = new EC2Client({
    endpoint: `http://localhost:${listener.port}`,
    region: 'us-east-1',
    credentials: iam.iam.administrator,
    maxAttempts: 1,
  });
});

afterAll(async () => {
  expect(faults).toEqual([]);
  client.destroy();
  await listener.close();
  await iam.close();
});

describe("the SDK's client", () => {
  it('makes networks and reads all of them back', async () => {
    const { Vpc } = await client.send(
      new CreateVpcCommand({
        CidrBlock: '10.0.0.0/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'main & <more>' }] }],
      }),
    );
    const VpcId = Vpc?.VpcId ?? '';
    expect(Vpc).toEqual({
      VpcId,
      OwnerId: '000000000000',
      State: 'pending',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [
        {
          AssociationId: expect.stringMatching(/^vpc-cidr-assoc-0[0-9a-f]{16}$/),
          CidrBlock: '10.0.0.0/16',
          CidrBlockState: { State: 'associated' },
        },
      ],
      Ipv6CidrBlockAssociationSet: [],
      DhcpOptionsId: expect.stringMatching(/^dopt-0[0-9a-f]{16}$/),
      Tags: [{ Key: 'Name', Value: 'main & <more>' }],
      InstanceTenancy: 'default',
      IsDefault: false,
    });
    const { Subnet } = await client.send(
      new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZoneId: 'use1-az3' }),
    );
    expect(Subnet).toMatchObject({
      AvailabilityZone: 'us-east-1c',
      AvailableIpAddressCount: 251,
      MapPublicIpOnLaunch: false,
      PrivateDnsNameOptionsOnLaunch: { HostnameType: 'ip-name' },
    });
    const SubnetId = Subnet?.SubnetId ?? '';
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    const vpcs = await client.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
    expect(vpcs.Vpcs).toEqual([{ ...Vpc, State: 'available' }]);
    const subnets = await client.send(new DescribeSubnetsCommand({ Filters }));
    expect(subnets.Subnets).toEqual([Subnet]);

    await client.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }));
    await client.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    const attribute = await client.send(
      new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }),
    );
    expect(attribute.EnableDnsHostnames).toEqual({ Value: true });
    await client.send(
      new CreateTagsCommand({ Resources: [SubnetId], Tags: [{ Key: 'tier', Value: 'web' }] }),
    );
    const tags = await client.send(
      new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [SubnetId] }] }),
    );
    expect(tags.Tags).toEqual([{ Key: 'tier', ResourceId: SubnetId, ResourceType: 'subnet', Value: 'web' }]);

    const tables = await client.send(new DescribeRouteTablesCommand({ Filters }));
    expect(tables.RouteTables?.[0]).toMatchObject({
      VpcId,
      Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }],
      Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
    });
    const groups = await client.send(new DescribeSecurityGroupsCommand({ Filters }));
    expect(groups.SecurityGroups?.[0]).toMatchObject({
      GroupName: 'default',
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ UserId: '000000000000' }] }],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    const lists = await client.send(new DescribeNetworkAclsCommand({ Filters }));
    expect(lists.NetworkAcls?.[0]).toMatchObject({
      IsDefault: true,
      Associations: [{ SubnetId }],
      Entries: [{ Egress: true, RuleNumber: 100, RuleAction: 'allow', Protocol: '-1' }, {}, {}, {}],
    });
    await client.send(new DeleteSubnetCommand({ SubnetId }));
    await client.send(new DeleteVpcCommand({ VpcId }));
  });

  it('knows zones and regions', async () => {
    const zones = await client.send(new DescribeAvailabilityZonesCommand({}));
    expect(zones.AvailabilityZones?.map(({ ZoneName, State }) => [ZoneName, State])).toEqual([
      ['us-east-1a', 'available'],
      ['us-east-1b', 'available'],
      ['us-east-1c', 'available'],
    ]);
    const regions = await client.send(new DescribeRegionsCommand({}));
    expect(regions.Regions?.map(({ RegionName }) => RegionName)).toEqual(['us-east-1']);
  });

  it('goes through the pages', async () => {
    const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }));
    const VpcId = Vpc?.VpcId ?? '';
    for (let third = 0; third < 11; third += 1) {
      await client.send(new CreateSubnetCommand({ VpcId, CidrBlock: `10.1.${third}.0/24` }));
    }
    const found: (string | undefined)[] = [];
    for await (const page of paginateDescribeSubnets({ client, pageSize: 5 }, {})) {
      found.push(...(page.Subnets ?? []).map(({ SubnetId }) => SubnetId));
    }
    expect(new Set(found).size).toBe(11);
  });

  it('is told of refusals by their codes', async () => {
    await expect(client.send(new DescribeVpcsCommand({ VpcIds: ['vpc-1'] }))).rejects.toMatchObject({
      name: 'InvalidVpcID.NotFound',
      message: "The vpc ID 'vpc-1' does not exist",
    });
    await expect(
      client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true })),
    ).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
    const stranger = new EC2Client({
      endpoint: `http://localhost:${listener.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' },
    });
    await expect(stranger.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'AuthFailure',
      $metadata: { httpStatusCode: 401 },
    });
  });
});
