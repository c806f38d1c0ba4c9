import { onResource, requestTagKeys, taggingPermission } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { resourceArn } from '../network-record.ts';
import { routeTableXml } from '../network-xml.ts';
import { createRouteTable as create } from '../route-tables.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export const createRouteTable: Ec2Operation = async ({ account, networks, input, permit }) => {
  const vpcId = input.required('VpcId');
  const tags = input.tagSpecification('route-table');
  input.text('ClientToken');
  input.end();
  const resource = resourceArn(account, { type: 'route-table', id: '*' });
  const vpc = onResource(account, networks, 'vpc', vpcId);
  permit(
    { resource, context: { 'ec2:Vpc': vpc.resource ?? '', ...requestTagKeys(tags) } },
    vpc,
    ...taggingPermission(resource, 'CreateRouteTable', tags),
  );
  const table = await create(networks, { vpcId, tags });
  return { routeTable: routeTableXml(account, networks.vpc(vpcId), table) };
};
