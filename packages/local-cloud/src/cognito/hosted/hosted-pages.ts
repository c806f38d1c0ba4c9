import type { Sources } from '../../aws/sources.ts';
import type { HttpRequest, HttpResponse } from '../../front-door/http.ts';
import type { Journal } from '../../journal/journal.ts';
import type { OrderedStore } from '../../store/ordered-store.ts';
import { SESSION_LIFETIME } from './browser/browser-session.ts';
import { PENDING_LIFETIME } from './browser/pending-step.ts';
import { secretRecords } from './browser/secret-records.ts';
import type { HostedBackend, HostedPool } from './hosted-backend.ts';
import type { HostedExchange, HostedHandler, HostedSite } from './hosted-site.ts';
import { CODE_LIFETIME } from './oauth2/authorization-code.ts';
import { forAnyOrigin, preflightResponse } from './oauth2/cross-origin.ts';
import { Refusal } from './refusal.ts';
import { refusalResponse } from './refusal-response.ts';
import { ROUTES, type Route } from './routes.ts';

/** What the pages are made with. */
export interface HostedPagesContext {
  /** How the listener is reached, without a slash at its end. */
  readonly origin: string;
  readonly sources: Sources;
  readonly journal: Journal;
  /** The pages' own namespace. */
  readonly store: OrderedStore;
}

/** The sign-in pages and OAuth 2.0 endpoints of every user pool. */
export interface HostedPages {
  /**
   * Answers a request whose path is the one below the pool's prefix. Undefined when there is no such pool
   * or page.
   */
  handle(poolId: string, request: HttpRequest): Promise<HttpResponse | undefined>;
}

export function createHostedPages(context: HostedPagesContext, backend: HostedBackend): HostedPages {
  const { origin, sources, journal, store } = context;
  const site: HostedSite = {
    origin,
    sources,
    journal,
    backend,
    codes: secretRecords(store.namespace('codes'), sources, CODE_LIFETIME),
    sessions: secretRecords(store.namespace('sessions'), sources, SESSION_LIFETIME * 1000),
    pendingSteps: secretRecords(store.namespace('pending-steps'), sources, PENDING_LIFETIME * 1000),
  };
  return {
    handle: async (poolId, request) => {
      const pool = backend.pool(poolId);
      const route = ROUTES.get(request.rawPath);
      if (pool === undefined || route === undefined) return undefined;
      if (route.needsDomain && !pool.hasDomain) {
        noteMissingDomain(site, pool, request);
        return undefined;
      }
      return answer({ site, pool, request }, route);
    },
  };
}

async function answer(exchange: HostedExchange, route: Route): Promise<HttpResponse> {
  const { method } = exchange.request;
  if (method === 'OPTIONS' && route.anyOrigin) return preflightResponse([...route.methods.keys()]);
  const handler = route.methods.get(method) ?? notAllowed(route);
  const response = await handler(exchange).catch((error: unknown) => {
    if (error instanceof Refusal) return refusalResponse(exchange, error);
    throw error;
  });
  return route.anyOrigin ? forAnyOrigin(response) : response;
}

function notAllowed(route: Route): HostedHandler {
  const allow = [...route.methods.keys()].join(', ');
  return async () => {
    throw new Refusal(
      { kind: 'json', status: 405, error: 'invalid_request', headers: { Allow: allow } },
      { rule: 'method', text: `This address takes ${allow} only.` },
    );
  };
}

function noteMissingDomain({ journal }: HostedSite, pool: HostedPool, request: HttpRequest): void {
  journal.write({
    source: 'cognito',
    outcome: 'refused',
    requestId: request.id,
    rule: 'user pool domain',
    text: `User pool ${pool.id} has no domain, so it has no sign-in pages and no OAuth endpoints.`,
    hint: 'Give the pool an AWS::Cognito::UserPoolDomain (userPool.addDomain in CDK).',
  });
}
