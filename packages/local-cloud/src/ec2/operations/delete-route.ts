import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { readDestination, deleteRoute as remove } from '../route-tables.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
export const deleteRoute: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse('DestinationIpv6CidrBlock', 'DestinationPrefixListId');
  const id = input.required('RouteTableId');
  const destination = readDestination(input.required('DestinationCidrBlock'));
  input.end();
  permit(onResource(account, networks, 'route-table', id));
  await remove(networks, id, destination);
  return { return: true };
};
