import { AwsError } from '../aws/aws-error.ts';

/** `Value (x) for parameter y is invalid. <reason>` */
export function invalidValue(value: string, parameter: string, reason: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value (${value.slice(0, 256)}) for parameter ${parameter} is invalid. ${reason}`,
  );
}

/** How EC2 says that there is no resource of an id, by the prefix of its ids. */
const NOT_FOUND: Readonly<Record<string, (id: string) => AwsError>> = {
  vpc: (id) => new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`),
  subnet: (id) => new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`),
  rtb: (id) => new AwsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`),
  igw: (id) =>
    new AwsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${id}' does not exist`),
  rtbassoc: (id) =>
    new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`),
  acl: (id) => new AwsError('InvalidNetworkAclID.NotFound', `The networkAcl ID '${id}' does not exist`),
  sg: (id) => new AwsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`),
};

/** The error about an id; `kind` is the prefix that it should have, or undefined where any would do. */
export function notFound(id: string, kind?: string): AwsError {
  const shown = id.slice(0, 128);
  const prefix = kind ?? /^([a-z]+)-[0-9a-f]+$/.exec(id)?.[1] ?? '';
  const error = Object.hasOwn(NOT_FOUND, prefix) ? NOT_FOUND[prefix] : undefined;
  return error?.(shown) ?? new AwsError('InvalidID', `The ID '${shown}' is not valid`);
}
