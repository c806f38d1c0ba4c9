import type { Ec2Operation } from '../ec2-call.ts';
import { revoking } from '../security-group-rules.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html */
export const revokeSecurityGroupEgress: Ec2Operation = revoking('egress');
