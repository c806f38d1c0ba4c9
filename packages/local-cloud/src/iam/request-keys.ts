import type { ConditionContext } from '../aws/aws-service.ts';
import type { RequestCircumstances } from './iam-caller.ts';

/**
 * The condition keys that every request has. `aws:SecureTransport` is true: the loopback stands for the
 * TLS connection that the same call would use on AWS.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestKeys({ request, account, now }: RequestCircumstances): ConditionContext {
  const agent = request?.header('user-agent');
  const referer = request?.header('referer');
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    ...(request === undefined ? {} : { 'aws:SourceIp': request.remoteAddress }),
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': account.region,
    'aws:ResourceAccount': account.accountId,
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
    ...(agent === undefined ? {} : { 'aws:UserAgent': agent }),
    ...(referer === undefined ? {} : { 'aws:Referer': referer }),
  };
}
