import type { Ec2Operation } from '../ec2-call.ts';
import { authorizing } from '../security-group-rules.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export const authorizeSecurityGroupIngress: Ec2Operation = authorizing('ingress');
