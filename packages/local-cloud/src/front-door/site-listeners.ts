import type { Sources } from '../aws/sources.ts';
import { jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { isLocalHost } from './host-check.ts';
import type { HttpHandler, HttpRequest } from './http.ts';
import { ListenError, type Listener, listen } from './listener.ts';

/**
 * Sites that have a port of their own, because their pages are made for an origin of their own. A site keeps its
 * distance from the cloud's port over restarts: the first one is on the port after it.
 */
export interface SiteListeners {
  /**
   * Serves the site from now on and gives its origin, `http://localhost:4567`; a site that is served already keeps
   * its port and takes the new handler. Throws ListenError when another program has the site's port.
   */
  open(site: string, handler: HttpHandler): Promise<string>;
  /** Undefined when the site is not served. */
  originOf(site: string): string | undefined;
  /** Serves it no more and lets its port go. */
  close(site: string): Promise<void>;
  /** Ends all of them; their ports stay theirs. */
  closeAll(): Promise<void>;
}

interface OpenSite {
  readonly listener: Listener;
  handler: HttpHandler;
}

const MOST_TRIES = 50;

/** `base` is the cloud's own port; undefined when that was left to chance, and then so are the sites'. */
export async function openSiteListeners(needs: {
  readonly store: OrderedStore;
  readonly base: number | undefined;
  readonly sources: Sources;
  readonly onFault: (request: HttpRequest, error: unknown) => void;
}): Promise<SiteListeners> {
  const { base, sources, onFault } = needs;
  const collection = jsonCollection<number>(needs.store);
  const distances = new Map<string, number>();
  for await (const [site, distance] of collection.list()) distances.set(site, distance);
  const sites = new Map<string, OpenSite>();

  async function listenFor(site: string, port: number): Promise<void> {
    const open = { handler: NOTHING } as { listener: Listener; handler: HttpHandler };
    open.listener = await listen({
      port,
      sources,
      onFault,
      handler: async (request) => (isLocalHost(request.header('host')) ? open.handler(request) : STRANGER),
    });
    sites.set(site, open);
  }

  async function listenWhereFree(site: string): Promise<void> {
    if (base === undefined) return listenFor(site, 0);
    const known = distances.get(site);
    if (known !== undefined) return listenAt(site, base + known);
    const taken = new Set(distances.values());
    for (let distance = 1; ; distance += 1) {
      if (taken.has(distance)) continue;
      try {
        await listenFor(site, base + distance);
      } catch (error) {
        if (error instanceof ListenError && distance < MOST_TRIES) continue;
        throw error;
      }
      distances.set(site, distance);
      return collection.put(site, distance);
    }
  }

  async function listenAt(site: string, port: number): Promise<void> {
    try {
      await listenFor(site, port);
    } catch (cause) {
      if (!(cause instanceof ListenError)) throw cause;
      throw new ListenError(
        `${site} is served on port ${port}, which cannot be used now: is it another program's? Stop that, or choose another --port.`,
        { cause },
      );
    }
  }

  const originOf = (site: string): string | undefined => {
    const open = sites.get(site);
    return open && `http://localhost:${open.listener.port}`;
  };

  return {
    async open(site, handler) {
      if (!sites.has(site)) await listenWhereFree(site);
      const open = sites.get(site);
      if (open !== undefined) open.handler = handler;
      return originOf(site) ?? '';
    },
    originOf,
    async close(site) {
      const open = sites.get(site);
      sites.delete(site);
      distances.delete(site);
      await collection.delete(site);
      await open?.listener.close();
    },
    async closeAll() {
      await Promise.all([...sites.values()].map(({ listener }) => listener.close()));
      sites.clear();
    },
  };
}

const NOTHING: HttpHandler = async () => ({ status: 503, headers: { 'Retry-After': '1' } });
const STRANGER = {
  status: 403,
  headers: { 'Content-Type': 'text/plain' },
  body: 'This Host is not served here. The local cloud answers to localhost and 127.0.0.1 only.\n',
};
