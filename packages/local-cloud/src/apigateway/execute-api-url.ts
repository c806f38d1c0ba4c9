const EXECUTE_API_HOST = /^([a-z0-9]{10})\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

/** The API that AWS would serve at `url`, such as `https://<apiId>.execute-api.<region>.amazonaws.com/prod`. */
export function apiIdOf(url: URL): string | undefined {
  return EXECUTE_API_HOST.exec(url.hostname)?.[1];
}

/** Where the front door serves what AWS would serve at `url`. */
export function localApiUrl(origin: string, apiId: string, url: URL): string {
  return `${origin}/execute-api/${apiId}${url.pathname}${url.search}${url.hash}`;
}
