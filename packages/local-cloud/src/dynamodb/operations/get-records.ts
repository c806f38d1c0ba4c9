import { authorizeStream } from '../authorization.ts';
import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { integer, optional, structure, text } from '../shape.ts';
import { readIterator, writeIterator } from '../shard-iterator.ts';
import { parseSequence } from '../stream-log.ts';
import { requireStream } from '../stream-reader.ts';

const MAX_RECORDS = 1000;
const input = structure({
  ShardIterator: text({ min: 1, max: 2048 }),
  Limit: optional(integer({ min: 1, max: MAX_RECORDS })),
});

export const getRecords: Operation = operation('GetRecords', input, async (engine, request, caller) => {
  const now = engine.sources.now();
  const { streamArn, after } = readIterator(request.ShardIterator, now);
  authorizeStream(engine, caller, 'GetRecords', streamArn);
  const { table, stream } = requireStream(engine, streamArn);
  const records = await engine.streams.read(table.definition, stream, after, request.Limit ?? MAX_RECORDS);
  const last = records.at(-1)?.dynamodb.SequenceNumber;
  const next = last === undefined ? after : (parseSequence(last) ?? after);
  // A shard that is closed ends where its records end.
  const ended = !stream.enabled && next >= engine.streams.latest(table.definition, stream);
  return {
    Records: records,
    ...(!ended && { NextShardIterator: writeIterator({ streamArn, after: next, issued: now }) }),
  };
});
