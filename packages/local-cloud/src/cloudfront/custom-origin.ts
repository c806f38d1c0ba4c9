import type { HttpHandler, HttpRequest, HttpResponse } from '../front-door/http.ts';
import { AWS_HOST_HEADER } from '../lambda/aws-host-header.ts';
import type { Origin } from './distribution.ts';
import type { OriginRequest } from './origin-request.ts';

/**
 * Asks what is served by the cloud itself under one of AWS's names, such as an API's, without a detour over the
 * network. The front door sees it as it sees a function's call.
 */
export function askCloud(
  cloud: HttpHandler,
  cloudHost: string,
  viewer: HttpRequest,
  origin: Origin,
  asked: OriginRequest,
): Promise<HttpResponse> {
  return cloud(
    viewer.rewritten({
      target: asked.query === '' ? asked.path : `${asked.path}?${asked.query}`,
      headers: [['Host', cloudHost], [AWS_HOST_HEADER, origin.domainName], ...asked.headers],
    }),
  );
}
