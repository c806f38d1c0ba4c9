import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { cloudfrontDistributionProvider } from '../cloudformation/resources/cloudfront-distribution.ts';
import { cloudfrontFunctionProvider } from '../cloudformation/resources/cloudfront-function.ts';
import { cloudfrontOriginAccessControlProvider } from '../cloudformation/resources/cloudfront-origin-access-control.ts';
import { cloudfrontPolicyProviders } from '../cloudformation/resources/cloudfront-policies.ts';
import type { HttpHandler } from '../front-door/http.ts';
import type { SiteListeners } from '../front-door/site-listeners.ts';
import type { LogSink } from '../logs/log-sink.ts';
import type { S3Part } from '../s3/s3.ts';
import type { CloudFrontState } from './cloudfront-state.ts';
import { openCloudFrontStore } from './cloudfront-store.ts';
import { askCloud } from './custom-origin.ts';
import type { Distribution } from './distribution.ts';
import { createEdgeFunctions } from './edge-functions/edge-functions.ts';
import { askBucket } from './s3-origin.ts';
import { type ServingNeeds, serveDistribution } from './serve-distribution.ts';
import { createViewerFunctions } from './viewer-functions.ts';

export interface CloudFrontNeeds {
  readonly sites: SiteListeners;
  readonly s3: Pick<S3Part, 'answer'>;
  readonly logs: LogSink;
  /** Everything else that the cloud serves, by AWS's host names. */
  readonly cloud: HttpHandler;
  /** Whether something here answers for that host. */
  isServedHere(domainName: string): boolean;
}

/** CloudFront: each distribution is a site on a port of its own. Nothing is cached. */
export async function createCloudFront(context: PartContext, needs: CloudFrontNeeds): Promise<CloudPart> {
  const { account, sources } = context;
  const store = await openCloudFrontStore(context.store);
  const edge = createEdgeFunctions();
  const cloudHost = new URL(context.origin).host;
  const serving: ServingNeeds = {
    store,
    functions: createViewerFunctions(context, store, edge, needs.logs),
    ask: (viewer, distribution, origin, asked) => {
      if (origin.kind === 'custom') return askCloud(needs.cloud, cloudHost, viewer, origin, asked);
      const control =
        origin.accessControlId === undefined ? undefined : store.accessControls.get(origin.accessControlId);
      return askBucket(context, needs.s3, viewer, { distribution, origin, control, asked });
    },
  };
  const siteOf = ({ id }: Distribution): string => `distribution ${id}`;
  const state: CloudFrontState = {
    account,
    sources,
    store,
    isServedHere: needs.isServedHere,
    serve: async (distribution) => {
      await needs.sites.open(siteOf(distribution), (request) =>
        serveDistribution(serving, distribution, request),
      );
    },
    stop: (distribution) => needs.sites.close(siteOf(distribution)),
  };
  for (const distribution of store.distributions.list()) await state.serve(distribution);

  return {
    services: [],
    providers: [
      cloudfrontDistributionProvider(state),
      cloudfrontFunctionProvider(state),
      cloudfrontOriginAccessControlProvider(state),
      ...cloudfrontPolicyProviders(state),
    ],
    localAddress(url) {
      if (!url.hostname.endsWith('.cloudfront.net')) return undefined;
      const found = store.distributions.list().find(({ domainName }) => domainName === url.hostname);
      const origin = found && needs.sites.originOf(siteOf(found));
      return origin && `${origin}${url.pathname}${url.search}${url.hash}`;
    },
    close: () => edge.close(),
  };
}
