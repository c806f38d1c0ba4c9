import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import {
  ec2InternetGatewayProvider,
  ec2VpcGatewayAttachmentProvider,
} from '../cloudformation/resources/ec2-internet-gateway.ts';
import { ec2RouteProvider } from '../cloudformation/resources/ec2-route.ts';
import { ec2RouteTableProvider } from '../cloudformation/resources/ec2-route-table.ts';
import {
  ec2SecurityGroupProvider,
  ec2SecurityGroupRuleProvider,
} from '../cloudformation/resources/ec2-security-group.ts';
import { ec2SubnetProvider } from '../cloudformation/resources/ec2-subnet.ts';
import { ec2SubnetRouteTableAssociationProvider } from '../cloudformation/resources/ec2-subnet-route-table-association.ts';
import { ec2VpcProvider } from '../cloudformation/resources/ec2-vpc.ts';
import { vpcRestrictDefaultSgProvider } from '../cloudformation/resources/vpc-restrict-default-sg.ts';
import type { HttpResponse } from '../front-door/http.ts';
import { queryParameters } from '../iam/query-protocol.ts';
import { type Ec2Operation, permitting } from './ec2-call.ts';
import { Ec2Input } from './ec2-input.ts';
import { NetworkStore } from './network-store.ts';
import { associateRouteTable } from './operations/associate-route-table.ts';
import { attachInternetGateway } from './operations/attach-internet-gateway.ts';
import { authorizeSecurityGroupEgress } from './operations/authorize-security-group-egress.ts';
import { authorizeSecurityGroupIngress } from './operations/authorize-security-group-ingress.ts';
import { createInternetGateway } from './operations/create-internet-gateway.ts';
import { createRoute } from './operations/create-route.ts';
import { createRouteTable } from './operations/create-route-table.ts';
import { createSecurityGroup } from './operations/create-security-group.ts';
import { createSubnet } from './operations/create-subnet.ts';
import { createTags } from './operations/create-tags.ts';
import { createVpc } from './operations/create-vpc.ts';
import { deleteInternetGateway } from './operations/delete-internet-gateway.ts';
import { deleteRoute } from './operations/delete-route.ts';
import { deleteRouteTable } from './operations/delete-route-table.ts';
import { deleteSecurityGroup } from './operations/delete-security-group.ts';
import { deleteSubnet } from './operations/delete-subnet.ts';
import { deleteTags } from './operations/delete-tags.ts';
import { deleteVpc } from './operations/delete-vpc.ts';
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts';
import { describeInternetGateways } from './operations/describe-internet-gateways.ts';
import { describeNetworkAcls } from './operations/describe-network-acls.ts';
import { describeRegions } from './operations/describe-regions.ts';
import { describeRouteTables } from './operations/describe-route-tables.ts';
import { describeSecurityGroups } from './operations/describe-security-groups.ts';
import { describeSubnets } from './operations/describe-subnets.ts';
import { describeTags } from './operations/describe-tags.ts';
import { describeVpcAttribute } from './operations/describe-vpc-attribute.ts';
import { describeVpcs } from './operations/describe-vpcs.ts';
import { detachInternetGateway } from './operations/detach-internet-gateway.ts';
import { disassociateRouteTable } from './operations/disassociate-route-table.ts';
import { modifySubnetAttribute } from './operations/modify-subnet-attribute.ts';
import { modifyVpcAttribute } from './operations/modify-vpc-attribute.ts';
import { replaceRoute } from './operations/replace-route.ts';
import { revokeSecurityGroupEgress } from './operations/revoke-security-group-egress.ts';
import { revokeSecurityGroupIngress } from './operations/revoke-security-group-ingress.ts';
import { API_VERSION, failure, success } from './wire.ts';

const OPERATIONS: ReadonlyMap<string, Ec2Operation> = new Map([
  ['AssociateRouteTable', associateRouteTable],
  ['AttachInternetGateway', attachInternetGateway],
  ['AuthorizeSecurityGroupEgress', authorizeSecurityGroupEgress],
  ['AuthorizeSecurityGroupIngress', authorizeSecurityGroupIngress],
  ['CreateInternetGateway', createInternetGateway],
  ['CreateRoute', createRoute],
  ['CreateRouteTable', createRouteTable],
  ['CreateSecurityGroup', createSecurityGroup],
  ['CreateSubnet', createSubnet],
  ['CreateTags', createTags],
  ['CreateVpc', createVpc],
  ['DeleteInternetGateway', deleteInternetGateway],
  ['DeleteRoute', deleteRoute],
  ['DeleteRouteTable', deleteRouteTable],
  ['DeleteSecurityGroup', deleteSecurityGroup],
  ['DeleteSubnet', deleteSubnet],
  ['DeleteTags', deleteTags],
  ['DeleteVpc', deleteVpc],
  ['DescribeAvailabilityZones', describeAvailabilityZones],
  ['DescribeInternetGateways', describeInternetGateways],
  ['DescribeNetworkAcls', describeNetworkAcls],
  ['DescribeRegions', describeRegions],
  ['DescribeRouteTables', describeRouteTables],
  ['DescribeSecurityGroups', describeSecurityGroups],
  ['DescribeSubnets', describeSubnets],
  ['DescribeTags', describeTags],
  ['DescribeVpcAttribute', describeVpcAttribute],
  ['DescribeVpcs', describeVpcs],
  ['DetachInternetGateway', detachInternetGateway],
  ['DisassociateRouteTable', disassociateRouteTable],
  ['ModifySubnetAttribute', modifySubnetAttribute],
  ['ModifyVpcAttribute', modifyVpcAttribute],
  ['ReplaceRoute', replaceRoute],
  ['RevokeSecurityGroupEgress', revokeSecurityGroupEgress],
  ['RevokeSecurityGroupIngress', revokeSecurityGroupIngress],
]);

export interface Ec2 extends CloudPart {
  readonly networks: NetworkStore;
}

/** EC2's networks: VPCs, subnets, route tables, internet gateways, security groups. No packet ever flows in them. */
export async function createEc2(context: PartContext): Promise<Ec2> {
  const { account, sources } = context;
  const networks = await NetworkStore.open(context.store, sources);

  async function handle({ request, body, caller }: ServiceCall): Promise<HttpResponse> {
    const parameters = queryParameters(request, body);
    const name = parameters.get('Action') ?? '';
    const version = parameters.get('Version') ?? API_VERSION;
    const operation = version === API_VERSION ? OPERATIONS.get(name) : undefined;
    if (operation === undefined) {
      throw new AwsError(
        'InvalidAction',
        `The action ${name.slice(0, 128)} is not valid for this web service.`,
      );
    }
    if (caller === undefined) {
      throw new AwsError(
        'MissingAuthenticationToken',
        'The request must contain either a valid (registered) AWS access key ID or X.509 certificate.',
        403,
      );
    }
    const input = new Ec2Input(parameters);
    const permit = permitting(name, caller, account, input.dryRun);
    return success(name, await operation({ account, networks, input, permit }), request);
  }

  const service: AwsService = { signingName: 'ec2', isPublic: () => false, handle, failure };
  return {
    networks,
    services: [service],
    providers: [
      ec2VpcProvider(networks),
      ec2SubnetProvider(networks, account),
      ec2RouteTableProvider(networks),
      ec2RouteProvider(networks),
      ec2SubnetRouteTableAssociationProvider(networks),
      ec2InternetGatewayProvider(networks),
      ec2VpcGatewayAttachmentProvider(networks),
      ec2SecurityGroupProvider(networks),
      ec2SecurityGroupRuleProvider(networks, 'ingress'),
      ec2SecurityGroupRuleProvider(networks, 'egress'),
      vpcRestrictDefaultSgProvider(networks),
    ],
  };
}
