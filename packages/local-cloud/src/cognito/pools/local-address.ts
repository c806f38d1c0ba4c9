import type { CognitoCore } from '../core.ts';

/**
 * `https://cognito-idp.<region>.amazonaws.com/<poolId>/...` and
 * `https://<domain>.auth.<region>.amazoncognito.com/...` as they are reached here, below `<origin>/<poolId>`.
 * Undefined for everything else, and for pools and domains that are not here.
 */
export function localAddress(
  core: Pick<CognitoCore, 'account' | 'origin' | 'pools' | 'domains'>,
  url: URL,
): string | undefined {
  const { account, origin } = core;
  const rest = url.search + url.hash;
  if (url.host === `cognito-idp.${account.region}.${account.urlSuffix}`) {
    const [, poolId = '', ...path] = url.pathname.split('/');
    if (poolId === '') return origin + url.pathname + rest;
    return core.pools.get(poolId) && `${origin}/${[poolId, ...path].join('/')}${rest}`;
  }
  const suffix = `.auth.${account.region}.amazoncognito.com`;
  const name = url.host.endsWith(suffix) ? url.host.slice(0, -suffix.length) : url.host;
  const domain = core.domains.get(name);
  if (domain === undefined) return undefined;
  const path = url.pathname === '/' ? '' : url.pathname;
  return `${origin}/${domain.poolId}${path}${rest}`;
}
