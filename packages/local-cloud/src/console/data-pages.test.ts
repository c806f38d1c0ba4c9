import { describe, expect, it } from 'vitest';
import { metric } from '../cloudwatch/metric.ts';
import { MetricStore } from '../cloudwatch/metric-store.ts';
import { samples } from '../cloudwatch/statistic-set.ts';
import { callDirectly, openDynamoDb } from '../dynamodb/direct-call.ts';
import { memoryStore } from '../store/memory-store.ts';
import { MASK, maskedProperties } from './masked-properties.ts';
import { metricsPage } from './metrics-page.ts';
import type { Page } from './page.ts';
import { resourcePage } from './resource-page.ts';
import { itemPage, tablePage } from './table-page.ts';
import { tablesPage } from './tables-page.ts';

const MARKUP = `"><img src=x onerror='x'>`;
const textOf = (page: Page | undefined): string => `${page?.title}\n${page?.filter}\n${page?.content}`;
const query = (values: Record<string, string>): URLSearchParams => new URLSearchParams(values);
/** The address of the first link with this text. */
const linkTo = (text: string, content: string): URLSearchParams => {
  const href = new RegExp(`<a href="([^"]*)">(?:<code>)?${text}`).exec(content)?.[1] ?? '';
  return new URL(href.replaceAll('&amp;', '&'), 'http://localhost').searchParams;
};

describe('tables', () => {
  it('are shown with their items, page by page, and one item whole', async () => {
    const dynamodb = await openDynamoDb(memoryStore());
    await callDirectly(dynamodb, 'CreateTable', {
      TableName: 'notes',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'by', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byName',
          KeySchema: [{ AttributeName: 'by', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });
    for (let index = 0; index < 60; index += 1) {
      const Item = { pk: { S: `note ${index}` }, by: { S: 'ann' }, title: { S: MARKUP } };
      await callDirectly(dynamodb, 'PutItem', { TableName: 'notes', Item });
    }
    const { browser } = dynamodb;
    const all = textOf(
      tablesPage(browser, (_table, index) =>
        index === undefined ? { read: 7.5, write: 120 } : { read: 0, write: 60 },
      ),
    );
    expect(all).toContain('60 items');
    expect(all).toContain('pk (S)');
    expect(all).toContain('byName');
    expect(all).toContain('7.5 read and 120 write units in the last hour');
    expect(all).toContain('0 read and 60 write units in the last hour');

    const seen = new Set<string>();
    let asked = query({ name: 'notes', index: 'byName' });
    for (let pages = 0; pages < 2; pages += 1) {
      const content = textOf(await tablePage(browser, asked));
      expect(content).not.toContain('<img');
      for (const [, key = ''] of content.matchAll(/note (\d+)/g)) seen.add(key);
      asked = linkTo('Next page', content);
    }
    expect(seen.size).toBe(60);

    const first = textOf(await tablePage(browser, query({ name: 'notes' })));
    const item = textOf(await itemPage(browser, linkTo('{&quot;pk', first)));
    expect(item).toContain('onerror=&#39;x&#39;');
    expect(item).not.toContain('<img');
    await dynamodb.close?.();
  });

  it.each([{ name: 'nobody' }, { name: 'nobody', start: '{' }])('are not there for %j', async (values) => {
    const { browser, close } = await openDynamoDb(memoryStore());
    expect(await tablePage(browser, query(values))).toBeUndefined();
    expect(await itemPage(browser, query({ ...values, key: 'no JSON' }))).toBeUndefined();
    await close?.();
  });
});

describe('metrics', () => {
  it('are drawn without a number that is none, names as text', async () => {
    const now = Date.UTC(2026, 10, 21, 9, 30, 30);
    const store = await MetricStore.open(memoryStore(), () => now);
    store.add(metric('Tasks', MARKUP, [['service', 'tasks']]), 'Count', now - 60_000, samples([[2, 3]]));
    store.add(metric('Tasks', 'Latency', []), 'Milliseconds', now, samples([[0, 1]]));
    const content = textOf(await metricsPage(store, '', now));
    expect(content.match(/<svg/g)).toHaveLength(2);
    expect(content).toContain('sum, at most 6 Count');
    expect(content).not.toMatch(/NaN|Infinity|<img/);
    expect(textOf(await metricsPage(store, 'LATENCY', now)).match(/<svg/g)).toHaveLength(1);
  });
});

describe("a resource's properties", () => {
  it.each([
    [
      'AWS::Lambda::Function',
      { Environment: { Variables: { DB_PASSWORD: 'x', TABLE: 't' } } },
      ['TABLE', 't'],
    ],
    ['AWS::ApiGateway::ApiKey', { Value: 'x', Name: 'n' }, ['Name', 'n']],
    ['AWS::SecretsManager::Secret', { Nested: [{ SecretString: 'x' }, { apiKey: 'x' }], A: 't' }, ['A', 't']],
  ])('of %s are shown without secrets', (type, properties, shown) => {
    const text = JSON.stringify(maskedProperties(type, properties));
    expect(text).toContain(MASK);
    expect(text).not.toContain('"x"');
    for (const part of shown) expect(text).toContain(`"${part}"`);
  });

  it('stay text', () => {
    const resource = {
      logicalId: 'Api',
      type: MARKUP,
      physicalId: MARKUP,
      deletionPolicy: 'Delete',
      references: [],
    };
    const stacks = [
      { stackName: 's', outputs: {}, resources: { Api: { ...resource, properties: { a: MARKUP } } } },
    ];
    const content = textOf(resourcePage(stacks, query({ stack: 's', id: 'Api' })));
    expect(content).toContain('onerror');
    expect(content).not.toContain('<img');
  });
});
