import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { notFound } from '../ec2-errors.ts';
import { internetGatewayXml } from '../network-xml.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export const describeInternetGateways: Ec2Operation = (call) => {
  const { account, networks } = call;
  return describeItems(call, {
    items: () => networks.internetGateways(),
    idOf: ({ id }) => id,
    ids: { parameter: 'InternetGatewayId', notFound: (id) => notFound(id, 'igw') },
    filters: {
      'attachment.state': ({ vpcId }) => (vpcId === undefined ? [] : 'available'),
      'attachment.vpc-id': ({ vpcId }) => vpcId ?? [],
      'internet-gateway-id': ({ id }) => id,
      'owner-id': () => account.accountId,
    },
    tagsOf: ({ tags }) => tags,
    set: 'internetGatewaySet',
    mostResults: 1000,
    xml: (gateway) => internetGatewayXml(account, gateway),
  });
};
