import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { callDirectly, callWithBytes, openDynamoDb } from './direct-call.ts';
import type { DynamoDb } from './dynamodb.ts';
import { INDEXED_TABLE, SIMPLE_TABLE } from './dynamodb-fixture.ts';
import { SAMPLE_REQUESTS } from './sample-requests.ts';

let part: DynamoDb;
beforeAll(async () => {
  part = await openDynamoDb(memoryStore());
  await callDirectly(part, 'CreateTable', SIMPLE_TABLE);
  await callDirectly(part, 'CreateTable', INDEXED_TABLE);
});
afterAll(() => part.close?.());

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One change of a document: at the place that `place` picks, what `kind` says. */
interface Mutation {
  readonly place: number;
  readonly kind: 'replace' | 'remove' | 'rename' | 'repeat' | 'cut';
  readonly value: Json;
}

/** What a member may be replaced with: JSON of all kinds, and what is nearly right. */
const replacement: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    '',
    'a',
    0,
    -1,
    1.5,
    1e300,
    true,
    [],
    {},
    [null],
    { S: 'a' },
    { N: 'NaN' },
    { S: 'a', N: '1' },
    { M: { __proto__: null } },
    { L: [{}] },
    { SS: [] },
    { B: '====' },
    [[]],
    '\ud800',
    'constructor',
    'a'.repeat(3000),
  ),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);
const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(1000),
  kind: fc.constantFrom('replace', 'remove', 'rename', 'repeat', 'cut'),
  value: replacement,
});

/** Every place of a document, by the object or list that holds it and its name or index there. */
function placesOf(json: Json): [holder: Json[] | { [name: string]: Json }, name: string][] {
  if (typeof json !== 'object' || json === null) return [];
  const holder = json;
  return Object.entries(holder).flatMap(([name, below]) => [[holder, name] as const, ...placesOf(below)]) as [
    Json[] | { [name: string]: Json },
    string,
  ][];
}

function mutate(document: Json, { place, kind, value: given }: Mutation): void {
  // A copy: the next change may be of what this one puts in.
  const value = structuredClone(given);
  const places = placesOf(document);
  const found = places[place % Math.max(1, places.length)];
  if (found === undefined) return;
  const [holder, name] = found;
  const members = holder as Record<string, Json>;
  const before = members[name];
  switch (kind) {
    case 'replace':
      members[name] = value;
      return;
    case 'remove':
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else delete members[name];
      return;
    case 'rename':
      if (Array.isArray(holder) || before === undefined) return;
      delete members[name];
      members[typeof value === 'string' ? value : '__proto__'] = before;
      return;
    case 'repeat':
      if (Array.isArray(holder) && before !== undefined) holder.push(structuredClone(before));
      return;
    case 'cut':
      if (typeof before === 'string') members[name] = before.slice(0, place % (before.length + 1));
  }
}

const target = (operation: string): string =>
  operation.includes('.') ? operation : `DynamoDB_20120810.${operation}`;

/** A caller's fault is answered as one: nothing that is sent makes the service fail. */
async function expectAnswer(operation: string, body: Buffer): Promise<void> {
  const { status, body: text } = await callWithBytes(part, target(operation), body);
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  if (status >= 400) expect(JSON.parse(text)).toHaveProperty('__type');
}

describe('the wire', () => {
  it.each(SAMPLE_REQUESTS)('understands the sample of %s', async (operation, input) => {
    const { status, body } = await callDirectly(part, operation, input);
    expect(String(body.__type)).not.toContain('SerializationException');
    expect(status).toBeLessThan(500);
  });

  it.each([...new Set(SAMPLE_REQUESTS.map(([operation]) => operation))])(
    'answers spoiled requests to %s',
    { timeout: 300_000 },
    async (operation) => {
      const samples = SAMPLE_REQUESTS.filter(([name]) => name === operation).map(([, input]) => input);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...samples),
          fc.array(mutation, { minLength: 1, maxLength: 4 }),
          async (sample, mutations) => {
            const document = structuredClone(sample) as Json;
            for (const each of mutations) mutate(document, each);
            await expectAnswer(operation, Buffer.from(JSON.stringify(document)));
          },
        ),
        { numRuns: 150 },
      );
    },
  );

  it('answers bytes that are no request', { timeout: 300_000 }, async () => {
    const operations = fc.constantFrom(...SAMPLE_REQUESTS);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(operations, bytes, async ([operation], body) => expectAnswer(operation, body)),
      { numRuns: 500 },
    );
    const broken = fc.tuple(operations, fc.nat(5000), fc.uint8Array({ minLength: 1, maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(broken, async ([[operation, input], at, noise]) => {
        const body = Buffer.from(JSON.stringify(input));
        body.set(noise.slice(0, body.length), at % Math.max(1, body.length - noise.length));
        await expectAnswer(operation, body);
      }),
      { numRuns: 500 },
    );
  });
});
