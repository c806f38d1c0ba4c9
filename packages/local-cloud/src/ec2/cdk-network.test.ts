import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalCloud } from '../cloud.ts';

/** What CDK synthesizes for a Vpc without NAT gateways and a security group; the provider's code is left out. */
const ASSEMBLY = join(import.meta.dirname, '../../test/cdk-network');

let directory: string;
let cloud: LocalCloud;
let client: EC2Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cdk-network-'));
  cloud = await LocalCloud.open({ dataDirectory: join(directory, 'data'), port: 0 });
  client = new EC2Client({
    endpoint: cloud.origin,
    region: 'us-east-1',
    credentials: cloud.administrator,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await cloud.stop();
  await rm(directory, { recursive: true });
});

const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });

describe("a CDK app's network", () => {
  it('is deployed whole, changed and removed again', async () => {
    await cloud.deploy(ASSEMBLY);
    const { VpcId = '', GroupId = '' } = cloud.outputs().Net ?? {};
    const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand(filter('vpc-id', VpcId)));
    const { InternetGateways = [] } = await client.send(
      new DescribeInternetGatewaysCommand(filter('attachment.vpc-id', VpcId)),
    );
    const [gateway] = InternetGateways;
    expect(gateway?.Attachments).toEqual([{ VpcId, State: 'available' }]);
    const own = RouteTables.filter(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId));
    expect(RouteTables).toHaveLength(5);
    expect(own).toHaveLength(4);
    const toInternet = own.filter(({ Routes = [] }) =>
      Routes.some(
        ({ DestinationCidrBlock, GatewayId }) =>
          DestinationCidrBlock === '0.0.0.0/0' && GatewayId === gateway?.InternetGatewayId,
      ),
    );
    expect(toInternet).toHaveLength(2);

    const groups = async () =>
      (await client.send(new DescribeSecurityGroupsCommand(filter('vpc-id', VpcId)))).SecurityGroups ?? [];
    const restricted = (await groups()).find(({ GroupName }) => GroupName === 'default');
    expect(restricted).toMatchObject({ IpPermissions: [], IpPermissionsEgress: [] });
    expect((await groups()).find((group) => group.GroupId === GroupId)?.IpPermissions).toEqual([
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'https' }],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [],
      },
      {
        IpProtocol: '-1',
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [
          { GroupId, UserId: '000000000000', Description: 'from NetSg9254FFE1:ALL TRAFFIC' },
        ],
      },
    ]);

    const changed = join(directory, 'changed');
    await cp(ASSEMBLY, changed, { recursive: true });
    const file = join(changed, 'Net.template.json');
    const template = JSON.parse(await readFile(file, 'utf8'));
    template.Resources.SgD4954771.Properties.SecurityGroupIngress = [
      { CidrIp: '10.0.0.0/8', FromPort: 80, IpProtocol: 'tcp', ToPort: 80 },
    ];
    await writeFile(file, JSON.stringify(template));
    await cloud.deploy(changed);
    const { IpPermissions = [] } = (await groups()).find((group) => group.GroupId === GroupId) ?? {};
    expect(IpPermissions.map(({ FromPort }) => FromPort).sort()).toEqual([80, undefined]);

    await writeFile(file, JSON.stringify({ Resources: { Nothing: { Type: 'AWS::EC2::InternetGateway' } } }));
    await cloud.deploy(changed);
    const { Vpcs = [] } = await client.send(new DescribeVpcsCommand(filter('vpc-id', VpcId)));
    expect(Vpcs).toEqual([]);
    expect(await groups()).toEqual([]);
  });
});

describe('route tables, gateways and groups', () => {
  let VpcId: string;
  let SubnetId: string;
  let RouteTableId: string;
  let InternetGatewayId: string;
  let GroupId: string;

  beforeAll(async () => {
    const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }));
    VpcId = Vpc?.VpcId ?? '';
    const made = await client.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.1.1.0/24' }));
    SubnetId = made.Subnet?.SubnetId ?? '';
    const table = await client.send(
      new CreateRouteTableCommand({
        VpcId,
        TagSpecifications: [{ ResourceType: 'route-table', Tags: [{ Key: 'Name', Value: 'public' }] }],
      }),
    );
    expect(table.RouteTable).toMatchObject({
      VpcId,
      Routes: [{ DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active' }],
      Associations: [],
      Tags: [{ Key: 'Name', Value: 'public' }],
    });
    RouteTableId = table.RouteTable?.RouteTableId ?? '';
    const gateway = await client.send(new CreateInternetGatewayCommand({}));
    InternetGatewayId = gateway.InternetGateway?.InternetGatewayId ?? '';
    const group = await client.send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: 'web', Description: 'the web' }),
    );
    GroupId = group.GroupId ?? '';
  });

  const route = () => ({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0' });
  const https = () => ({ GroupId, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' });
  const none = (id: string): string => `${id.split('-')[0]}-0123456789abcdef0`;

  it('refuse what cannot be, with the codes of EC2', async () => {
    const refused: readonly (readonly [string, () => Promise<unknown>])[] = [
      [
        'InvalidParameterValue',
        () => client.send(new CreateRouteCommand({ ...route(), GatewayId: InternetGatewayId })),
      ],
      [
        'InvalidInternetGatewayID.NotFound',
        () => client.send(new CreateRouteCommand({ ...route(), GatewayId: none('igw') })),
      ],
      [
        'InvalidRouteTableID.NotFound',
        () => client.send(new DeleteRouteTableCommand({ RouteTableId: none('rtb') })),
      ],
      ['InvalidRoute.NotFound', () => client.send(new DeleteRouteCommand(route()))],
      [
        'InvalidParameterValue',
        () => client.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '10.1.0.0/16' })),
      ],
      [
        'InvalidAssociationID.NotFound',
        () => client.send(new DisassociateRouteTableCommand({ AssociationId: none('rtbassoc') })),
      ],
      [
        'Gateway.NotAttached',
        () => client.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })),
      ],
      ['InvalidVpcID.NotFound', () => client.send(new CreateRouteTableCommand({ VpcId: none('vpc') }))],
      [
        'InvalidGroup.Duplicate',
        () => client.send(new CreateSecurityGroupCommand({ VpcId, GroupName: 'web', Description: 'x' })),
      ],
      [
        'InvalidParameterValue',
        () => client.send(new CreateSecurityGroupCommand({ VpcId, GroupName: 'default', Description: 'x' })),
      ],
      [
        'VPCIdNotSpecified',
        () => client.send(new CreateSecurityGroupCommand({ GroupName: 'x', Description: 'x' })),
      ],
      [
        'InvalidGroup.NotFound',
        () => client.send(new AuthorizeSecurityGroupIngressCommand({ ...https(), GroupId: none('sg') })),
      ],
      [
        'InvalidParameterValue',
        () => client.send(new AuthorizeSecurityGroupIngressCommand({ ...https(), CidrIp: '1.2.3.4/33' })),
      ],
      ['InvalidPermission.NotFound', () => client.send(new RevokeSecurityGroupIngressCommand(https()))],
      [
        'UnsupportedOperation',
        () => client.send(new CreateRouteCommand({ ...route(), NatGatewayId: 'nat-0a' })),
      ],
      ['DryRunOperation', () => client.send(new CreateInternetGatewayCommand({ DryRun: true }))],
    ];
    for (const [name, send] of refused) await expect(send(), name).rejects.toMatchObject({ name });
  });

  it('go from nothing to a public subnet and back', async () => {
    await client.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await client.send(new CreateRouteCommand({ ...route(), GatewayId: InternetGatewayId }));
    const { AssociationId = '' } = await client.send(
      new AssociateRouteTableCommand({ RouteTableId, SubnetId }),
    );
    const { RouteTables } = await client.send(
      new DescribeRouteTablesCommand(filter('association.subnet-id', SubnetId)),
    );
    expect(RouteTables?.[0]).toMatchObject({
      RouteTableId,
      Routes: [
        { GatewayId: 'local' },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId, Origin: 'CreateRoute' },
      ],
      Associations: [{ RouteTableAssociationId: AssociationId, SubnetId, Main: false }],
    });
    const { SecurityGroupRules } = await client.send(new AuthorizeSecurityGroupIngressCommand(https()));
    expect(SecurityGroupRules).toMatchObject([
      { GroupId, IsEgress: false, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '0.0.0.0/0' },
    ]);
    await expect(client.send(new AuthorizeSecurityGroupIngressCommand(https()))).rejects.toMatchObject({
      name: 'InvalidPermission.Duplicate',
      message:
        'the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already exists',
    });

    const held: readonly (() => Promise<unknown>)[] = [
      () => client.send(new DeleteVpcCommand({ VpcId })),
      () => client.send(new DeleteRouteTableCommand({ RouteTableId })),
      () => client.send(new DeleteInternetGatewayCommand({ InternetGatewayId })),
    ];
    for (const send of held) await expect(send()).rejects.toMatchObject({ name: 'DependencyViolation' });

    await client.send(new RevokeSecurityGroupIngressCommand(https()));
    await client.send(new DeleteSecurityGroupCommand({ GroupId }));
    await client.send(new DeleteRouteCommand(route()));
    await client.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await client.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    await expect(client.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({
      name: 'DependencyViolation',
    });
    await client.send(new DeleteSubnetCommand({ SubnetId }));
    await client.send(new DeleteRouteTableCommand({ RouteTableId }));
    await client.send(new DeleteVpcCommand({ VpcId }));
  });
});
