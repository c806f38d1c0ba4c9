import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import { routeTableXml } from '../network-xml.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export const describeRouteTables: Ec2Operation = (call) => {
  const { account, networks } = call;
  return describeItems(call, {
    items: () => networks.routeTables(),
    idOf: ({ id }) => id,
    ids: { parameter: 'RouteTableId', notFound: (id) => notFound(id, 'rtb') },
    filters: {
      'association.gateway-id': () => [],
      'association.main': ({ main, associations }) => [
        ...(main ? ['true'] : []),
        ...(associations.length > 0 ? ['false'] : []),
      ],
      'association.route-table-association-id': ({ main, vpcId, associations }) => [
        ...(main ? [networks.vpc(vpcId).routeTableAssociationId] : []),
        ...associations.map(({ id }) => id),
      ],
      'association.route-table-id': ({ id, main, associations }) =>
        main || associations.length > 0 ? id : [],
      'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
      'owner-id': () => account.accountId,
      'route-table-id': ({ id }) => id,
      'route.destination-cidr-block': ({ vpcId, routes }) => [
        networks.vpc(vpcId).cidr,
        ...routes.map(({ destination }) => destination),
      ],
      'route.gateway-id': ({ routes }) => ['local', ...routes.map(({ gatewayId }) => gatewayId)],
      'route.origin': ({ routes }) => ['CreateRouteTable', ...(routes.length > 0 ? ['CreateRoute'] : [])],
      'route.state': () => 'active',
      'vpc-id': ({ vpcId }) => vpcId,
    },
    tagsOf: ({ tags }) => tags,
    set: 'routeTableSet',
    mostResults: 100,
    xml: (table) => routeTableXml(account, networks.vpc(table.vpcId), table),
  });
};
