import type { Account } from '../aws/account.ts';
import type { ConditionContext } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';

/**
 * The condition keys that every request has. `aws:SecureTransport` is true: the loopback stands for the
 * TLS connection that the same call would use on AWS.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestKeys(request: HttpRequest, account: Account, now: number): ConditionContext {
  const agent = request.header('user-agent');
  const referer = request.header('referer');
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SourceIp': request.remoteAddress,
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': account.region,
    'aws:ResourceAccount': account.accountId,
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
    ...(agent === undefined ? {} : { 'aws:UserAgent': agent }),
    ...(referer === undefined ? {} : { 'aws:Referer': referer }),
  };
}
