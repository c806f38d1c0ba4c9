import { AwsError } from '../../aws/aws-error.ts';
import { authorizeStream } from '../authorization.ts';
import type { Engine, Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { oneOf, optional, type Shaped, structure, text } from '../shape.ts';
import { SHARD_ID, writeIterator } from '../shard-iterator.ts';
import { parseSequence } from '../stream-log.ts';
import { type FoundStream, requireStream } from '../stream-reader.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  StreamArn: text({ min: 37, max: 1024 }),
  ShardId: text({ min: 28, max: 65 }),
  ShardIteratorType: oneOf(['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
  SequenceNumber: optional(text({ min: 21, max: 40 })),
});
type IteratorRequest = Shaped<typeof input>;

export const getShardIterator: Operation = operation('GetShardIterator', input, (engine, request, caller) => {
  authorizeStream(engine, caller, 'GetShardIterator', request.StreamArn);
  const found = requireStream(engine, request.StreamArn);
  if (request.ShardId !== SHARD_ID) {
    throw new AwsError('ResourceNotFoundException', 'Requested resource not found: Shard does not exist');
  }
  return {
    ShardIterator: writeIterator({
      streamArn: found.arn,
      after: startOf(engine, found, request),
      issued: engine.sources.now(),
    }),
  };
});

function startOf(engine: Engine, { table, stream }: FoundStream, request: IteratorRequest): number {
  const { ShardIteratorType: type, SequenceNumber: text } = request;
  if (type === 'TRIM_HORIZON') return 0;
  if (type === 'LATEST') return engine.streams.latest(table.definition, stream);
  const sequence = text === undefined ? undefined : parseSequence(text);
  if (sequence === undefined) {
    throw validationError(`SequenceNumber must be that of a record when ShardIteratorType is ${type}`);
  }
  if (sequence < engine.streams.horizon()) {
    throw new AwsError(
      'TrimmedDataAccessException',
      'The operation attempted to read past the oldest stream record in a shard.',
    );
  }
  return type === 'AT_SEQUENCE_NUMBER' ? sequence - 1 : sequence;
}
