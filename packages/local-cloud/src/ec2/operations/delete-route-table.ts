import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { deleteRouteTable as remove } from '../route-tables.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
export const deleteRouteTable: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('RouteTableId');
  input.end();
  permit(onResource(account, networks, 'route-table', id));
  await remove(networks, id);
  return { return: true };
};
