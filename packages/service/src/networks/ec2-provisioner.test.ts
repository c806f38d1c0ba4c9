import type { EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { ec2Provisioner } from './ec2-provisioner.ts';

function provisioner(...answers: readonly (object | Error)[]) {
  const { client, calls } = recordedClient(...answers);
  // Only send is called, as of a DynamoDB client.
  return { ec2: ec2Provisioner(client as unknown as EC2Client), calls };
}

const refusal = (code: string): Error => Object.assign(new Error('no'), { name: code });
const tags = (name: string) => [
  { Key: 'Name', Value: name },
  { Key: 'taskyard:network', Value: 'id-1' },
];

describe('making', () => {
  it('tags the VPC and its subnets in the very calls that make them', async () => {
    const { ec2, calls } = provisioner({ Vpc: { VpcId: 'vpc-1' } }, { Subnet: { SubnetId: 'subnet-1' } });
    expect(await ec2.createVpc('id-1', { name: 'n', cidr: '10.0.0.0/16' })).toBe('vpc-1');
    const subnet = { name: 'a', cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' };
    expect(await ec2.createSubnet('id-1', 'vpc-1', subnet)).toBe('subnet-1');
    expect(calls).toEqual([
      {
        name: 'CreateVpc',
        input: {
          CidrBlock: '10.0.0.0/16',
          TagSpecifications: [{ ResourceType: 'vpc', Tags: tags('n') }],
        },
      },
      {
        name: 'CreateSubnet',
        input: {
          VpcId: 'vpc-1',
          CidrBlock: '10.0.0.0/24',
          AvailabilityZone: 'us-east-1a',
          TagSpecifications: [{ ResourceType: 'subnet', Tags: tags('a') }],
        },
      },
    ]);
  });

  it('waits for a VPC that EC2 does not see yet', async () => {
    const { ec2, calls } = provisioner(refusal('InvalidVpcID.NotFound'), {
      Subnet: { SubnetId: 'subnet-1' },
    });
    expect(await ec2.createSubnet('id-1', 'vpc-1', { name: 'a', cidr: '10.0.0.0/24' })).toBe('subnet-1');
    expect(calls).toHaveLength(2);
  });

  it('says which step was refused, and tries no other refusal again', async () => {
    const { ec2, calls } = provisioner(refusal('InvalidSubnet.Conflict'));
    await expect(ec2.createSubnet('id-1', 'vpc-1', { name: 'a', cidr: '10.0.0.0/24' })).rejects.toMatchObject(
      {
        name: 'ProvisioningError',
        step: 'CreateSubnet a',
        code: 'InvalidSubnet.Conflict',
      },
    );
    expect(calls).toHaveLength(1);
  });

  it('does not take an answer without an id', async () => {
    await expect(provisioner({}).ec2.createVpc('id-1', { name: 'n', cidr: 'x' })).rejects.toMatchObject({
      code: 'NoIdInTheAnswer',
    });
  });
});

it('finds by the tag alone', async () => {
  const { ec2, calls } = provisioner(
    { Vpcs: [{ VpcId: 'vpc-1' }] },
    { Subnets: [{ SubnetId: 'subnet-1', CidrBlock: '10.0.0.0/24' }] },
  );
  expect(await ec2.find('id-1')).toEqual({
    vpcIds: ['vpc-1'],
    subnets: [{ subnetId: 'subnet-1', cidr: '10.0.0.0/24' }],
  });
  const Filters = [{ Name: 'tag:taskyard:network', Values: ['id-1'] }];
  expect(calls).toEqual([
    { name: 'DescribeVpcs', input: { Filters } },
    { name: 'DescribeSubnets', input: { Filters } },
  ]);
});

describe('removing', () => {
  it('takes what is gone already for removed', async () => {
    const { ec2 } = provisioner(refusal('InvalidSubnetID.NotFound'), refusal('InvalidVpcID.NotFound'));
    await ec2.deleteSubnet('subnet-1');
    await ec2.deleteVpc('vpc-1');
  });

  it('passes on what stands in the way', async () => {
    const { ec2 } = provisioner(refusal('DependencyViolation'));
    await expect(ec2.deleteVpc('vpc-1')).rejects.toMatchObject({ code: 'DependencyViolation' });
  });
});
