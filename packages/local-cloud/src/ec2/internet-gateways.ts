import { AwsError } from '../aws/aws-error.ts';
import type { InternetGatewayRecord } from './network-record.ts';
import { isSameCreation, type NetworkStore } from './network-store.ts';
import type { Tags } from './tags.ts';

export function createInternetGateway(
  networks: NetworkStore,
  { tags, creationToken }: { tags: Tags; creationToken?: string },
): Promise<InternetGatewayRecord> {
  return networks.change(({ put, newId }) => {
    const existing = networks.internetGateways().find((gateway) => isSameCreation(gateway, creationToken));
    if (existing !== undefined) return existing;
    const gateway: InternetGatewayRecord = {
      type: 'internet-gateway',
      id: newId('igw'),
      tags,
      ...(creationToken === undefined ? {} : { creationToken }),
    };
    put(gateway);
    return gateway;
  });
}

/** Throws AwsError `DependencyViolation` while it is attached. */
export function deleteInternetGateway(networks: NetworkStore, id: string): Promise<void> {
  return networks.change((change) => {
    if (networks.internetGateway(id).vpcId !== undefined) {
      throw new AwsError(
        'DependencyViolation',
        `The internetGateway '${id}' has dependencies and cannot be deleted.`,
      );
    }
    change.delete(id);
  });
}

/** A gateway is one VPC's, and a VPC has one at most. Throws AwsError `Resource.AlreadyAssociated`. */
export function attachInternetGateway(networks: NetworkStore, id: string, vpcId: string): Promise<void> {
  return networks.change(({ put }) => {
    const gateway = networks.internetGateway(id);
    networks.vpc(vpcId);
    if (gateway.vpcId === vpcId) return;
    if (gateway.vpcId !== undefined) {
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `resource ${id} is already attached to network ${gateway.vpcId}`,
      );
    }
    const other = networks.internetGateways().find((one) => one.vpcId === vpcId);
    if (other !== undefined) {
      throw new AwsError(
        'InvalidParameterValue',
        `Network ${vpcId} already has an internet gateway attached`,
      );
    }
    put({ ...gateway, vpcId });
  });
}

/** Throws AwsError `Gateway.NotAttached`. The routes to the gateway stay, and lead nowhere. */
export function detachInternetGateway(networks: NetworkStore, id: string, vpcId: string): Promise<void> {
  return networks.change(({ put }) => {
    const { vpcId: attached, ...gateway } = networks.internetGateway(id);
    networks.vpc(vpcId);
    if (attached !== vpcId) {
      throw new AwsError('Gateway.NotAttached', `resource ${id} is not attached to network ${vpcId}`);
    }
    put(gateway);
  });
}
