import type { CacheBehavior, DistributionConfig } from './distribution.ts';

/**
 * Whether a path pattern is that of a path: `*` stands for any characters, `?` for one, and a slash at the begin may
 * be left out. Case counts. Patterns are matched without backtracking beyond the last star.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export function matchesPath(pattern: string, path: string): boolean {
  const glob = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  let at = 0;
  let next = 0;
  let star = -1;
  let retry = 0;
  while (at < path.length) {
    if (next < glob.length && glob[next] === '*') {
      star = next;
      next += 1;
      retry = at;
    } else if (next < glob.length && (glob[next] === '?' || glob[next] === path[at])) {
      next += 1;
      at += 1;
    } else if (star >= 0) {
      next = star + 1;
      retry += 1;
      at = retry;
    } else return false;
  }
  while (glob[next] === '*') next += 1;
  return next === glob.length;
}

/** The behavior of a path: that of the first pattern which matches, or the default one. */
export function behaviorOf(config: DistributionConfig, rawPath: string): CacheBehavior {
  const path = normalizedPath(rawPath);
  return config.behaviors.find(({ pathPattern }) => matchesPath(pathPattern, path)) ?? config.defaultBehavior;
}

/** Without dot segments, as RFC 3986, section 5.2.4, removes them; what is sent to the origin is not changed. */
function normalizedPath(rawPath: string): string {
  if (!/\/\.{1,2}(?:\/|$)/.test(rawPath)) return rawPath;
  const kept: string[] = [];
  const segments = rawPath.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    if (isLast && (segment === '.' || segment === '..')) kept.push('');
  }
  return `/${kept.join('/')}`;
}
