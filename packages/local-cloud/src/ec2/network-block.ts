import { AwsError } from '../aws/aws-error.ts';
import { type Cidr, formatCidr, parseCidr } from './cidr.ts';
import { invalidValue } from './ec2-errors.ts';

const LARGEST = 16;
const SMALLEST = 28;

/**
 * The block of a VPC or a subnet: a /16 at most and a /28 at least.
 * Throws AwsError `InvalidParameterValue`, `InvalidVpc.Range`, `InvalidSubnet.Range`.
 */
export function readNetworkBlock(text: string, of: 'Vpc' | 'Subnet'): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw invalidValue(text, 'cidrBlock', 'This is not a valid CIDR block.');
  if (cidr.prefix < LARGEST || cidr.prefix > SMALLEST) {
    throw new AwsError(`Invalid${of}.Range`, `The CIDR '${formatCidr(cidr)}' is invalid.`);
  }
  return cidr;
}
