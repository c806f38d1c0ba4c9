import { bucketPage, bucketsPage, objectPage } from './buckets-page.ts';
import { consumedCapacity } from './consumed-capacity.ts';
import { decisionsPage } from './decisions-page.ts';
import type { LocalConsoleNeeds } from './local-console.ts';
import { findEvents, logEventsPage, logGroupsPage } from './logs-page.ts';
import { mailPage } from './mail-page.ts';
import { metricsPage } from './metrics-page.ts';
import { networksPage } from './networks-page.ts';
import type { Page } from './page.ts';
import { findRequest, requestPage } from './request-page.ts';
import { requestsPage } from './requests-page.ts';
import { resourcePage } from './resource-page.ts';
import { settingsPage } from './settings-page.ts';
import { stackPage } from './stack-page.ts';
import { itemPage, tablePage } from './table-page.ts';
import { tablesPage } from './tables-page.ts';
import { poolPage, poolsPage, userPage } from './users-page.ts';

/** A page that is read, and the tab that it belongs to. */
export interface ConsolePage {
  readonly tab: string;
  /** Undefined when what is asked for is not there. */
  read(query: URLSearchParams): Promise<Page | undefined> | Page | undefined;
}

/** Every page by its path below the console's. */
export function consolePages(needs: LocalConsoleNeeds): ReadonlyMap<string, ConsolePage> {
  const { journal, spans, logs, tables, objects, users } = needs;
  const text = (query: URLSearchParams, name: string): string => query.get(name) ?? '';
  const requests: ConsolePage = {
    tab: '',
    read: (query) =>
      requestsPage(spans.all(), { text: text(query, 'text'), outcome: text(query, 'outcome') }),
  };
  const page = (path: string, read: ConsolePage['read'], tab = path): [string, ConsolePage] => [
    path,
    { tab, read },
  ];
  return new Map([
    ['', requests],
    ['/', requests],
    page('/request', (query) => oneRequest(needs, text(query, 'id')), ''),
    page('/decisions', (query) =>
      decisionsPage(journal.entries(), {
        text: text(query, 'text'),
        source: text(query, 'source'),
        outcome: text(query, 'outcome'),
      }),
    ),
    page('/logs', (query) => logsOf(logs, query.get('group'), text(query, 'text'))),
    page('/tables', async () => tablesPage(tables, await consumedCapacity(needs.metrics, needs.now()))),
    page('/table', (query) => tablePage(tables, query), '/tables'),
    page('/item', (query) => itemPage(tables, query), '/tables'),
    page('/buckets', () => bucketsPage(objects)),
    page('/bucket', (query) => bucketPage(objects, query), '/buckets'),
    page('/object', (query) => objectPage(objects, query), '/buckets'),
    page('/users', () => poolsPage(users)),
    page('/pool', (query) => poolPage(users, query), '/users'),
    page('/user', (query) => userPage(users, query), '/users'),
    page('/mail', async () => mailPage(await needs.mail.messages())),
    page('/networks', () => networksPage(needs.networks)),
    page('/metrics', (query) => metricsPage(needs.metrics, text(query, 'text'), needs.now())),
    page('/stack', () => stackPage(needs.stacks(), needs.notes())),
    page('/resource', (query) => resourcePage(needs.stacks(), query), '/stack'),
    page('/settings', () => settingsPage(needs.settings)),
  ]);
}

async function oneRequest(needs: LocalConsoleNeeds, id: string): Promise<Page | undefined> {
  const found = await findRequest(id, { ...needs, spans: needs.spans.all() });
  return found && requestPage(id, found);
}

async function logsOf(
  logs: LocalConsoleNeeds['logs'],
  group: string | null,
  text: string,
): Promise<Page | undefined> {
  if (group === null) return logGroupsPage(logs);
  const found = await findEvents(logs, group, text);
  return found && logEventsPage(group, text, found);
}
