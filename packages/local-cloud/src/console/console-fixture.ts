import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { userDirectory } from '../cognito/state/user-directory.ts';
import { userSessions } from '../cognito/tokens/user-sessions.ts';
import { memoryStore } from '../store/memory-store.ts';
import { residentCollection } from '../store/resident-collection.ts';
import type { LocalConsoleNeeds } from './local-console.ts';
import { nothing } from './page.ts';

type Rest = Omit<LocalConsoleNeeds, 'journal' | 'spans' | 'mail' | 'logs' | 'stacks'>;

/** What a console shows of a cloud with nothing in it. For tests. */
export async function emptyNeeds(): Promise<Rest> {
  return {
    explain: async () => [],
    tables: {
      tables: () => [],
      page: async () => ({ Items: [], ConsumedCapacity: { CapacityUnits: 0 } }),
      item: async () => undefined,
    },
    objects: {
      buckets: () => [],
      list: async () => ({ contents: [], commonPrefixes: [], last: undefined }),
      object: () => undefined,
    },
    download: async () => ({ status: 200, headers: { 'Content-Length': '8' }, body: '<script>' }),
    users: {
      pools: await residentCollection(memoryStore()),
      users: userDirectory(memoryStore()),
      groups: await residentCollection(memoryStore()),
      sessions: userSessions(memoryStore(), SYSTEM_SOURCES),
    },
    networks: {
      vpcs: () => [],
      subnetsOf: () => [],
      routeTables: () => [],
      internetGateways: () => [],
      securityGroups: () => [],
    },
    metrics: { metrics: () => [], units: () => [], read: async () => [] },
    settings: {
      account: LOCAL_ACCOUNT,
      origin: 'http://localhost:4566',
      dataDirectory: '/data',
      issuer: 'local',
      mailServer: 'this console',
    },
    send: {
      empty: async () => ({ title: 'Send', content: nothing('the form') }),
      submit: async () => undefined,
    },
    now: () => SYSTEM_SOURCES.now(),
    notes: () => [],
  };
}
