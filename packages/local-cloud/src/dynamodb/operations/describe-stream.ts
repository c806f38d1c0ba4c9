import { authorizeStream } from '../authorization.ts';
import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { integer, optional, structure, text } from '../shape.ts';
import { SHARD_ID } from '../shard-iterator.ts';
import { formatSequence } from '../stream-log.ts';
import { requireStream } from '../stream-reader.ts';
import { describeKeys } from '../table-description.ts';

const input = structure({
  StreamArn: text({ min: 37, max: 1024 }),
  Limit: optional(integer({ min: 1, max: 100 })),
  ExclusiveStartShardId: optional(text({ min: 28, max: 65 })),
});

export const describeStream: Operation = operation('DescribeStream', input, (engine, request, caller) => {
  authorizeStream(engine, caller, 'DescribeStream', request.StreamArn);
  const { arn, table, stream } = requireStream(engine, request.StreamArn);
  const { definition } = table;
  const shard = {
    ShardId: SHARD_ID,
    SequenceNumberRange: {
      StartingSequenceNumber: formatSequence(engine.streams.earliest(stream)),
      ...(!stream.enabled && {
        EndingSequenceNumber: formatSequence(engine.streams.latest(definition, stream)),
      }),
    },
  };
  return {
    StreamDescription: {
      StreamArn: arn,
      StreamLabel: stream.label,
      StreamStatus: stream.enabled ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.view,
      CreationRequestDateTime: stream.createdAt / 1000,
      TableName: definition.name,
      KeySchema: describeKeys(definition.keys),
      Shards: request.ExclusiveStartShardId === undefined ? [shard] : [],
    },
  };
});
