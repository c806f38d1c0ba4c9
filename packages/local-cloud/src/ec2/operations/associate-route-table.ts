import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { associateRouteTable as associate } from '../route-tables.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
export const associateRouteTable: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse('GatewayId', 'PublicIpv4Pool');
  const id = input.required('RouteTableId');
  const subnetId = input.required('SubnetId');
  input.end();
  permit(onResource(account, networks, 'route-table', id), onResource(account, networks, 'subnet', subnetId));
  return {
    associationId: await associate(networks, id, subnetId),
    associationState: { state: 'associated' },
  };
};
