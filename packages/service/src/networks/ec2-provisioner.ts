import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Tag,
} from '@aws-sdk/client-ec2';
import { type NetworkProvisioner, ProvisioningError } from './network-provisioner.ts';

/** The tag of all that is made for a network; its value is the network's id. The function's role asks for it. */
export const NETWORK_TAG: string = 'taskyard:network';

/** After how many milliseconds a step is tried again when EC2 does not see yet what was just made, or throttles. */
const RETRIES: readonly number[] = [250, 500, 1_000, 2_000];

const AGAIN: ReadonlySet<string> = new Set(['InvalidVpcID.NotFound', 'RequestLimitExceeded']);

/**
 * Makes networks with EC2's API. The client must not try calls again by itself: EC2 has no token that would keep
 * a second CreateVpc from making a second VPC, so a call whose answer was lost counts as failed and is undone by tag.
 */
export function ec2Provisioner(client: EC2Client): NetworkProvisioner {
  return {
    async find(networkId) {
      const Filters = [{ Name: `tag:${NETWORK_TAG}`, Values: [networkId] }];
      const { Vpcs = [] } = await step('DescribeVpcs', () =>
        client.send(new DescribeVpcsCommand({ Filters })),
      );
      const { Subnets = [] } = await step('DescribeSubnets', () =>
        client.send(new DescribeSubnetsCommand({ Filters })),
      );
      return {
        vpcIds: Vpcs.flatMap(({ VpcId }) => (VpcId === undefined ? [] : [VpcId])),
        subnets: Subnets.flatMap(({ SubnetId, CidrBlock }) =>
          SubnetId === undefined ? [] : [{ subnetId: SubnetId, cidr: CidrBlock ?? '' }],
        ),
      };
    },

    async createVpc(networkId, { name, cidr }) {
      const { Vpc } = await step('CreateVpc', () =>
        client.send(
          new CreateVpcCommand({
            CidrBlock: cidr,
            TagSpecifications: [{ ResourceType: 'vpc', Tags: tags(networkId, name) }],
          }),
        ),
      );
      return given('CreateVpc', Vpc?.VpcId);
    },

    async createSubnet(networkId, vpcId, { name, cidr, availabilityZone }) {
      const what = `CreateSubnet ${name}`;
      const { Subnet } = await step(what, () =>
        client.send(
          new CreateSubnetCommand({
            VpcId: vpcId,
            CidrBlock: cidr,
            ...(availabilityZone === undefined ? {} : { AvailabilityZone: availabilityZone }),
            TagSpecifications: [{ ResourceType: 'subnet', Tags: tags(networkId, name) }],
          }),
        ),
      );
      return given(what, Subnet?.SubnetId);
    },

    deleteSubnet: (SubnetId) =>
      unlessGone('InvalidSubnetID.NotFound', () =>
        step('DeleteSubnet', () => client.send(new DeleteSubnetCommand({ SubnetId }))),
      ),

    deleteVpc: (VpcId) =>
      unlessGone('InvalidVpcID.NotFound', () =>
        step(
          'DeleteVpc',
          () => client.send(new DeleteVpcCommand({ VpcId })),
          new Set(['RequestLimitExceeded']),
        ),
      ),
  };
}

function tags(networkId: string, name: string): Tag[] {
  return [
    { Key: 'Name', Value: name },
    { Key: NETWORK_TAG, Value: networkId },
  ];
}

async function step<Answer>(
  name: string,
  send: () => Promise<Answer>,
  again: ReadonlySet<string> = AGAIN,
): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const code = error instanceof Error ? error.name : 'Unknown';
      const pause = RETRIES[attempt];
      if (pause === undefined || !again.has(code)) throw new ProvisioningError(name, code, { cause: error });
      await delay(pause);
    }
  }
}

async function unlessGone(code: string, remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof ProvisioningError) || error.code !== code) throw error;
  }
}

function given(name: string, id: string | undefined): string {
  if (id === undefined) throw new ProvisioningError(name, 'NoIdInTheAnswer');
  return id;
}
