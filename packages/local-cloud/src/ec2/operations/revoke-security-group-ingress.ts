import type { Ec2Operation } from '../ec2-call.ts';
import { revoking } from '../security-group-rules.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html */
export const revokeSecurityGroupIngress: Ec2Operation = revoking('ingress');
