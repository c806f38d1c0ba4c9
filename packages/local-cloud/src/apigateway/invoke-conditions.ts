import type { ContextLookup } from '../iam/policy/condition.ts';
import { requestContext } from '../iam/policy/request-context.ts';
import type { Exchange } from './exchange.ts';

/**
 * The condition keys that policies about `execute-api:Invoke` may ask for, where nobody has signed.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 */
export function invokeConditions(exchange: Pick<Exchange, 'http' | 'sourceIp'>): ContextLookup {
  const { http } = exchange;
  return requestContext(() => {
    const agent = http.header('user-agent');
    const referer = http.header('referer');
    return {
      'aws:SourceIp': exchange.sourceIp,
      'aws:CurrentTime': new Date(http.receivedAt).toISOString(),
      'aws:EpochTime': String(Math.floor(http.receivedAt / 1000)),
      'aws:SecureTransport': 'true',
      ...(agent === undefined ? {} : { 'aws:UserAgent': agent }),
      ...(referer === undefined ? {} : { 'aws:Referer': referer }),
    };
  });
}
