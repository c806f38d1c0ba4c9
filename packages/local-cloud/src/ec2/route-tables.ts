import { AwsError } from '../aws/aws-error.ts';
import { formatCidr, parseCidr } from './cidr.ts';
import { invalidValue, notFound } from './ec2-errors.ts';
import type { RouteRecord, RouteTableRecord } from './network-record.ts';
import { isSameCreation, type NetworkStore } from './network-store.ts';
import type { Tags } from './tags.ts';

/** Makes a route table in a VPC. Throws AwsError `InvalidVpcID.NotFound`. */
export function createRouteTable(
  networks: NetworkStore,
  { vpcId, tags, creationToken }: { vpcId: string; tags: Tags; creationToken?: string },
): Promise<RouteTableRecord> {
  return networks.change(({ put, newId }) => {
    networks.vpc(vpcId);
    const existing = networks.routeTables().find((table) => isSameCreation(table, creationToken));
    if (existing !== undefined) return existing;
    const table: RouteTableRecord = {
      type: 'route-table',
      id: newId('rtb'),
      vpcId,
      main: false,
      routes: [],
      associations: [],
      tags,
      ...(creationToken === undefined ? {} : { creationToken }),
    };
    put(table);
    return table;
  });
}

/** Throws AwsError `DependencyViolation` for a main table and for one that subnets have. */
export function deleteRouteTable(networks: NetworkStore, id: string): Promise<void> {
  return networks.change((change) => {
    const table = networks.routeTable(id);
    if (table.main || table.associations.length > 0) {
      throw new AwsError(
        'DependencyViolation',
        `The routeTable '${id}' has dependencies and cannot be deleted.`,
      );
    }
    change.delete(id);
  });
}

/** Gives a subnet another route table than the main one; gives back the association's id. */
export function associateRouteTable(
  networks: NetworkStore,
  tableId: string,
  subnetId: string,
): Promise<string> {
  return networks.change(({ put, newId }) => {
    const table = networks.routeTable(tableId);
    const subnet = networks.subnet(subnetId);
    if (subnet.vpcId !== table.vpcId) {
      throw new AwsError(
        'InvalidParameterValue',
        `Route table ${tableId} and subnet ${subnetId} belong to different networks`,
      );
    }
    const same = table.associations.find((one) => one.subnetId === subnetId);
    if (same !== undefined) return same.id;
    for (const other of networks.routeTables()) {
      const known = other.associations.find((one) => one.subnetId === subnetId);
      if (known === undefined) continue;
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `the specified association for route table ${other.id} conflicts with an existing association`,
      );
    }
    const id = newId('rtbassoc');
    put({ ...table, associations: [...table.associations, { id, subnetId }] });
    return id;
  });
}

/** Throws AwsError `InvalidAssociationID.NotFound`. */
export function disassociateRouteTable(networks: NetworkStore, associationId: string): Promise<void> {
  return networks.change(({ put }) => {
    const table = tableOfAssociation(networks, associationId);
    if (table === undefined) throw notFound(associationId, 'rtbassoc');
    put({ ...table, associations: table.associations.filter(({ id }) => id !== associationId) });
  });
}

/** The table that an association is of; undefined when there is no such association. */
export function tableOfAssociation(
  networks: NetworkStore,
  associationId: string,
): RouteTableRecord | undefined {
  return networks
    .routeTables()
    .find(({ associations }) => associations.some(({ id }) => id === associationId));
}

/** The parameters for destinations and targets of routes that are not emulated. */
export const OTHER_TARGETS: readonly string[] = [
  'CarrierGatewayId',
  'CoreNetworkArn',
  'DestinationIpv6CidrBlock',
  'DestinationPrefixListId',
  'EgressOnlyInternetGatewayId',
  'InstanceId',
  'LocalGatewayId',
  'LocalTarget',
  'NatGatewayId',
  'NetworkInterfaceId',
  'TransitGatewayId',
  'VpcEndpointId',
  'VpcPeeringConnectionId',
];

/** What becomes of a route to the destination that is there already. */
export type ExistingRoute = 'refuse' | 'replace' | 'require';

/** Throws AwsError for a gateway that is not the VPC's, and where the route must be there or must not. */
export function putRoute(
  networks: NetworkStore,
  tableId: string,
  route: RouteRecord,
  existing: ExistingRoute,
): Promise<void> {
  return networks.change(({ put }) => {
    const table = networks.routeTable(tableId);
    const gateway = networks.internetGateway(route.gatewayId);
    if (gateway.vpcId !== table.vpcId) {
      throw new AwsError(
        'InvalidParameterValue',
        `route table ${tableId} and network gateway ${gateway.id} belong to different networks`,
      );
    }
    const before = table.routes.find(({ destination }) => destination === route.destination);
    if (before !== undefined && existing === 'refuse' && before.gatewayId !== route.gatewayId) {
      throw new AwsError(
        'RouteAlreadyExists',
        `The route identified by ${route.destination} already exists.`,
      );
    }
    if (before === undefined && existing === 'require') throw noRoute(tableId, route.destination);
    const others = table.routes.filter(({ destination }) => destination !== route.destination);
    put({ ...table, routes: [...others, route] });
  });
}

/** Throws AwsError `InvalidRoute.NotFound`. */
export function deleteRoute(networks: NetworkStore, tableId: string, destination: string): Promise<void> {
  return networks.change(({ put }) => {
    const table = networks.routeTable(tableId);
    const { cidr } = networks.vpc(table.vpcId);
    if (destination === cidr) {
      throw new AwsError(
        'InvalidParameterValue',
        `cannot remove local route ${destination} in route table ${tableId}`,
      );
    }
    const routes = table.routes.filter((route) => route.destination !== destination);
    if (routes.length === table.routes.length) throw noRoute(tableId, destination);
    put({ ...table, routes });
  });
}

/** A destination in its canonical form. Throws AwsError `InvalidParameterValue`. */
export function readDestination(text: string): string {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw invalidValue(text, 'destinationCidrBlock', 'This is not a valid CIDR block.');
  return formatCidr(cidr);
}

function noRoute(tableId: string, destination: string): AwsError {
  return new AwsError(
    'InvalidRoute.NotFound',
    `no route with destination-cidr-block ${destination} in route table ${tableId}`,
  );
}
