import { expect, it } from 'vitest';
import type { ObjectBrowser } from '../s3/object-browser.ts';
import { bucketPage, bucketsPage, objectPage } from './buckets-page.ts';
import { document, type Page } from './page.ts';

const MARKUP = `<img src=x onerror='x'>.txt`;
const bucket = {
  name: 'files',
  id: '0123456789abcdef',
  createdAt: 0,
  versioning: 'Enabled' as const,
  publicAccessBlock: undefined,
  policy: undefined,
  cors: [],
  lifecycle: [],
  tags: {},
};
const version = {
  key: `in/${MARKUP}`,
  versionId: 'v1',
  sequence: 1,
  lastModified: Date.UTC(2026, 10, 21, 9, 31),
  etag: 'abc',
  size: 7,
  content: { type: 'file' as const, id: 'f' },
  headers: { 'content-type': MARKUP },
  metadata: { note: MARKUP },
  tags: { [MARKUP]: MARKUP },
  storageClass: 'STANDARD',
};
const objects: ObjectBrowser = {
  buckets: () => [bucket],
  list: async (_bucket, { prefix }) => ({
    contents: prefix === '' ? [] : [version],
    commonPrefixes: prefix === '' ? ['in/'] : [],
    last: prefix === '' ? undefined : version.key,
  }),
  object: (_bucket, key) => (key === version.key ? version : undefined),
};
const textOf = (page: Page | undefined): string => (page === undefined ? '' : document('/buckets', page));
const query = (values: Record<string, string>): URLSearchParams => new URLSearchParams(values);
/** The query of the first link to this kind of page. */
const linkTo = (kind: string, content: string): URLSearchParams =>
  new URL(
    (new RegExp(`href="([^"]*/${kind}\\?[^"]*)"`).exec(content)?.[1] ?? '').replaceAll('&amp;', '&'),
    'http://x',
  ).searchParams;

it('one walks from the buckets through folders to an object, whose names stay text', async () => {
  const all = textOf(bucketsPage(objects));
  expect(all).toContain('versioned');
  const top = textOf(await bucketPage(objects, linkTo('bucket', all)));
  const folder = textOf(await bucketPage(objects, query({ name: 'files', prefix: 'in/' })));
  expect(top).toContain('in/</a>');
  expect(folder).toContain('7 bytes');
  expect(folder).toContain('Next page');
  const object = textOf(objectPage(objects, linkTo('object', folder)));
  for (const fact of ['x-amz-meta-note', 'content-type', 'STANDARD', '7 bytes', 'v1'])
    expect(object).toContain(fact);
  for (const content of [all, top, folder, object]) expect(content).not.toContain('<img');
});

it.each([
  { name: 'others', bucket: 'others' },
  { bucket: 'files', key: 'nothing' },
])('what is not there has no page: %j', async (values) => {
  expect(await bucketPage(objects, query(values))).toBeUndefined();
  expect(objectPage(objects, query(values))).toBeUndefined();
});
