import { requestTagKeys, taggingPermission } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { createInternetGateway as create } from '../internet-gateways.ts';
import { resourceArn } from '../network-record.ts';
import { internetGatewayXml } from '../network-xml.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html */
export const createInternetGateway: Ec2Operation = async ({ account, networks, input, permit }) => {
  const tags = input.tagSpecification('internet-gateway');
  input.end();
  const resource = resourceArn(account, { type: 'internet-gateway', id: '*' });
  permit(
    { resource, context: requestTagKeys(tags) },
    ...taggingPermission(resource, 'CreateInternetGateway', tags),
  );
  return { internetGateway: internetGatewayXml(account, await create(networks, { tags })) };
};
