import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { DecisionLog } from './decision-log.ts';
import type { JournalEntry } from './journal.ts';

const ID = '46ed59b9-490b-4ca8-bbe3-0fa3e6897544';
const entry = (own: Partial<JournalEntry>): JournalEntry => ({
  source: 'iam',
  outcome: 'refused',
  rule: 'r',
  text: 't',
  ...own,
});
const texts = async (log: DecisionLog, id: string): Promise<string[]> =>
  (await log.explain(id)).map(({ text }) => text);

describe('the decision log', () => {
  it('tells what was decided about a request and about the calls of its trace, in order', async () => {
    const log = await DecisionLog.open(memoryStore(), () => 7);
    log.write(entry({ outcome: 'allowed', requestId: ID, traceId: '1-a', text: 'authorizer' }));
    log.write(entry({ requestId: 'of-another', traceId: '1-b', text: 'another' }));
    log.write(entry({ requestId: 'of-a-call', traceId: '1-a', text: 'call' }));
    log.write(entry({ text: 'of no request' }));
    log.write(entry({ outcome: 'allowed', requestId: 'alone', text: 'alone' }));
    expect(await texts(log, ID)).toEqual(['authorizer', 'call']);
    expect(await texts(log, 'of-a-call')).toEqual(['authorizer', 'call']);
    expect(await texts(log, 'alone')).toEqual(['alone']);
    expect(await texts(log, 'nobody')).toEqual([]);
    expect(await log.explain('alone')).toEqual([
      { source: 'iam', outcome: 'allowed', rule: 'r', text: 'alone', requestId: 'alone', number: 5, at: 7 },
    ]);
  });

  it("knows a request by the id in DynamoDB's form", async () => {
    const log = await DecisionLog.open(memoryStore(), () => 7);
    log.write(entry({ requestId: ID }));
    expect(await log.explain('46ED59B9490B4CA8BBE30FA3E6897544VV4KQNSO5AEMVJF66Q9A')).toHaveLength(1);
    expect(await log.explain(ID.toUpperCase())).toHaveLength(1);
  });

  it('keeps what was refused when very much is allowed, and no more than it holds', async () => {
    const log = await DecisionLog.open(memoryStore(), () => 7, 10);
    log.write(entry({ requestId: ID, text: 'refused' }));
    for (let index = 0; index < 95; index += 1) {
      log.write(entry({ outcome: 'allowed', requestId: `a${index}` }));
    }
    expect(await texts(log, ID)).toEqual(['refused']);
    expect(await log.explain('a94')).toHaveLength(1);
    expect(await log.explain('a85')).toHaveLength(1);
    expect(await log.explain('a84')).toHaveLength(0);
  });

  it('remembers over restarts, and forgets the oldest on the disk too', async () => {
    const store = memoryStore();
    for (let round = 0; round < 5; round += 1) {
      const log = await DecisionLog.open(store, () => 7, 6);
      for (let index = 0; index < 3; index += 1) log.write(entry({ requestId: `${round}-${index}` }));
      await log.close();
    }
    const log = await DecisionLog.open(store, () => 7, 6);
    expect(await log.explain('2-2')).toHaveLength(0);
    expect(await log.explain('3-0')).toMatchObject([{ number: 10 }]);
    let chunks = 0;
    for await (const _ of store.namespace('others').entries()) chunks += 1;
    expect(chunks).toBe(2);
  });
});
