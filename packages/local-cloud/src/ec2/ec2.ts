import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { ec2SubnetProvider } from '../cloudformation/resources/ec2-subnet.ts';
import { ec2VpcProvider } from '../cloudformation/resources/ec2-vpc.ts';
import type { HttpResponse } from '../front-door/http.ts';
import { queryParameters } from '../iam/query-protocol.ts';
import { type Ec2Operation, permitting } from './ec2-call.ts';
import { Ec2Input } from './ec2-input.ts';
import { NetworkStore } from './network-store.ts';
import { createSubnet } from './operations/create-subnet.ts';
import { createTags } from './operations/create-tags.ts';
import { createVpc } from './operations/create-vpc.ts';
import { deleteSubnet } from './operations/delete-subnet.ts';
import { deleteTags } from './operations/delete-tags.ts';
import { deleteVpc } from './operations/delete-vpc.ts';
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts';
import { describeNetworkAcls } from './operations/describe-network-acls.ts';
import { describeRegions } from './operations/describe-regions.ts';
import { describeRouteTables } from './operations/describe-route-tables.ts';
import { describeSecurityGroups } from './operations/describe-security-groups.ts';
import { describeSubnets } from './operations/describe-subnets.ts';
import { describeTags } from './operations/describe-tags.ts';
import { describeVpcAttribute } from './operations/describe-vpc-attribute.ts';
import { describeVpcs } from './operations/describe-vpcs.ts';
import { modifySubnetAttribute } from './operations/modify-subnet-attribute.ts';
import { modifyVpcAttribute } from './operations/modify-vpc-attribute.ts';
import { API_VERSION, failure, success } from './wire.ts';

const OPERATIONS: ReadonlyMap<string, Ec2Operation> = new Map([
  ['CreateSubnet', createSubnet],
  ['CreateTags', createTags],
  ['CreateVpc', createVpc],
  ['DeleteSubnet', deleteSubnet],
  ['DeleteTags', deleteTags],
  ['DeleteVpc', deleteVpc],
  ['DescribeAvailabilityZones', describeAvailabilityZones],
  ['DescribeNetworkAcls', describeNetworkAcls],
  ['DescribeRegions', describeRegions],
  ['DescribeRouteTables', describeRouteTables],
  ['DescribeSecurityGroups', describeSecurityGroups],
  ['DescribeSubnets', describeSubnets],
  ['DescribeTags', describeTags],
  ['DescribeVpcAttribute', describeVpcAttribute],
  ['DescribeVpcs', describeVpcs],
  ['ModifySubnetAttribute', modifySubnetAttribute],
  ['ModifyVpcAttribute', modifyVpcAttribute],
]);

/** EC2's networks: VPCs, subnets, and what AWS makes together with a VPC. No packet ever flows in them. */
export async function createEc2(context: PartContext): Promise<CloudPart> {
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
    services: [service],
    providers: [ec2VpcProvider(networks), ec2SubnetProvider(networks, account)],
  };
}
