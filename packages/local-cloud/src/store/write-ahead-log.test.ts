import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreWrite } from './ordered-store.ts';
import { openWriteAheadLog, readWriteAheadLog, type WriteAheadLog } from './write-ahead-log.ts';

const put = (key: string, value: string): StoreWrite => ({
  type: 'put',
  key: Buffer.from(key),
  value: Buffer.from(value),
});
const batch = (number: number) => ({
  number,
  writes: [put(`key ${number}`, 'v'.repeat(number * 10)), { type: 'del', key: Buffer.from('gone') } as const],
});

describe('the write-ahead log', () => {
  let directory: string;
  let log: WriteAheadLog;
  const numbers = (after = 0): number[] => readWriteAheadLog(directory, after).map(({ number }) => number);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'write-ahead-log-'));
    log = openWriteAheadLog(directory);
  });
  afterEach(async () => {
    log.close();
    await rm(directory, { recursive: true });
  });

  it('gives back what was appended, in order, behind a number', () => {
    for (const number of [1, 2, 3]) log.append(batch(number));
    expect(readWriteAheadLog(directory, 0)).toEqual([batch(1), batch(2), batch(3)]);
    expect(numbers(2)).toEqual([3]);
    expect(numbers(3)).toEqual([]);
  });

  it('keeps an empty value and bytes of every kind', () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const writes: StoreWrite[] = [
      { type: 'put', key: every, value: Buffer.alloc(0) },
      { type: 'put', key: Buffer.alloc(0), value: every },
    ];
    log.append({ number: 1, writes });
    expect(readWriteAheadLog(directory, 0)).toEqual([{ number: 1, writes }]);
  });

  it('overwrites one file after the other, and never reads what was overwritten in part', () => {
    for (const number of [1, 2, 3]) log.append(batch(number));
    log.turn();
    log.append(batch(4));
    log.turn();
    log.append(batch(5));
    // 2 and 3 still stand behind 5; nobody asks for them, and they do not follow on 5.
    expect(numbers(3)).toEqual([4, 5]);
  });

  it('ends where a batch was not written whole', async () => {
    for (const number of [1, 2]) log.append(batch(number));
    const whole = (await readFile(join(directory, 'ahead-0'))).length;
    log.append(batch(3));
    const content = await readFile(join(directory, 'ahead-0'));
    for (let length = whole; length < content.length; length += 7) {
      await truncate(join(directory, 'ahead-0'), length);
      expect(numbers()).toEqual([1, 2]);
      await writeFile(join(directory, 'ahead-0'), content);
    }
    expect(numbers()).toEqual([1, 2, 3]);
  });

  it('ends before a batch of which a byte is wrong', async () => {
    for (const number of [1, 2, 3]) log.append(batch(number));
    const content = await readFile(join(directory, 'ahead-0'));
    for (let at = 0; at < content.length; at += 11) {
      const damaged = Buffer.from(content);
      damaged[at] = (damaged[at] ?? 0) ^ 0x40;
      await writeFile(join(directory, 'ahead-0'), damaged);
      const left = numbers();
      expect(left).toEqual([1, 2, 3].slice(0, left.length));
      expect(left.length).toBeLessThan(3);
    }
  });

  it('does not jump over a gap', () => {
    log.append(batch(1));
    log.turn();
    log.append(batch(3));
    expect(numbers()).toEqual([1]);
    expect(numbers(1)).toEqual([]);
  });

  it('takes rubbish at the end for nothing, and is empty after a reset', async () => {
    log.append(batch(1));
    await appendFile(join(directory, 'ahead-0'), Buffer.alloc(100, 0xff));
    await appendFile(join(directory, 'ahead-1'), Buffer.alloc(100));
    expect(numbers()).toEqual([1]);
    log.reset();
    expect(numbers()).toEqual([]);
    log.append(batch(7));
    expect(numbers(6)).toEqual([7]);
  });
});

it('has nothing where there is no log', () => {
  expect(readWriteAheadLog(join(tmpdir(), 'no such directory'), 0)).toEqual([]);
});
