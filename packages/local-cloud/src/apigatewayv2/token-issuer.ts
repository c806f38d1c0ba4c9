import { loopbackUrl } from '../apigateway/http-backend.ts';
import { type Account, regionalArn } from '../aws/account.ts';
import { providerName } from '../cognito/tokens/issuer.ts';
import type { TokenIssuer } from './http-api-model.ts';

/**
 * The issuer that `text` names: a user pool of this cloud, in AWS's form or under the cloud's own `origin`,
 * or another server on this machine. Undefined for every other.
 */
export function tokenIssuer(text: string, account: Account, origin: string): TokenIssuer | undefined {
  for (const prefix of [`https://${providerName(account, '')}`, `${origin}/`]) {
    if (!text.startsWith(prefix)) continue;
    const poolId = text.slice(prefix.length).replace(/\/$/, '');
    if (/^[\w-]+$/.test(poolId)) {
      return {
        kind: 'user pool',
        userPoolArn: regionalArn(account, 'cognito-idp', `userpool/${poolId}`),
      };
    }
  }
  return loopbackUrl(text) === undefined ? undefined : { kind: 'loopback', issuer: text };
}
