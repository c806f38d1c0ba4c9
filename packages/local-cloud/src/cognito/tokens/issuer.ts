import type { Account } from '../../aws/account.ts';

/** `local`: `http://localhost:<port>/<poolId>`, which clients can reach. `aws`: as AWS names itself. */
export type IssuerForm = 'local' | 'aws';

/** The `iss` of a pool's tokens, by pool id. */
export type Issuer = (poolId: string) => string;

export function issuer(form: IssuerForm, account: Account, origin: string): Issuer {
  return (poolId) => (form === 'local' ? `${origin}/${poolId}` : `https://${providerName(account, poolId)}`);
}

/** `cognito-idp.<region>.amazonaws.com/<poolId>`: the pool as an identity provider is named. */
export function providerName(account: Account, poolId: string): string {
  return `cognito-idp.${account.region}.${account.urlSuffix}/${poolId}`;
}
