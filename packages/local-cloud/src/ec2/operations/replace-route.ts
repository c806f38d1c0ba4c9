import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { OTHER_TARGETS, putRoute, readDestination } from '../route-tables.ts';

/**
 * Routes lead to internet gateways; other targets are not emulated.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html
 */
export const replaceRoute: Ec2Operation = async ({ account, networks, input, permit }) => {
  input.refuse(...OTHER_TARGETS);
  const id = input.required('RouteTableId');
  const destination = readDestination(input.required('DestinationCidrBlock'));
  const gatewayId = input.required('GatewayId');
  input.end();
  permit(onResource(account, networks, 'route-table', id));
  await putRoute(networks, id, { destination, gatewayId }, 'require');
  return { return: true };
};
