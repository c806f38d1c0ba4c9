import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import { routeTableXml } from '../network-xml.ts';

/**
 * The main route tables that the VPCs came with; there are no others.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
 */
export const describeRouteTables: Ec2Operation = (call) => {
  const { account, networks } = call;
  return describeItems(call, {
    items: () => networks.vpcs(),
    idOf: ({ routeTableId }) => routeTableId,
    ids: { parameter: 'RouteTableId', notFound: (id) => notFound(id, 'rtb') },
    filters: {
      'association.gateway-id': () => [],
      'association.main': () => 'true',
      'association.route-table-association-id': ({ routeTableAssociationId }) => routeTableAssociationId,
      'association.route-table-id': ({ routeTableId }) => routeTableId,
      'association.subnet-id': () => [],
      'owner-id': () => account.accountId,
      'route-table-id': ({ routeTableId }) => routeTableId,
      'route.destination-cidr-block': ({ cidr }) => cidr,
      'route.gateway-id': () => 'local',
      'route.origin': () => 'CreateRouteTable',
      'route.state': () => 'active',
      'vpc-id': ({ id }) => id,
    },
    tagsOf: ({ routeTableId, tags }) => tags[routeTableId] ?? {},
    set: 'routeTableSet',
    mostResults: 100,
    xml: (vpc) => routeTableXml(account, vpc),
  });
};
