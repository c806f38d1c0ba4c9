import { AwsError } from '../aws/aws-error.ts';
import { validationError } from './validation-error.ts';

const LIFETIME_MS = 15 * 60 * 1000;

/** The one shard that a stream has here. */
export const SHARD_ID = 'shardId-00000000000000000001-00000001';

/** Where a reader of a stream stands. */
export interface ShardPosition {
  readonly streamArn: string;
  /** The reader has had everything up to this sequence number. */
  readonly after: number;
  /** When the iterator was given out; milliseconds since the epoch. */
  readonly issued: number;
}

/** The text of GetShardIterator's answer. It begins with the stream's ARN, as AWS's do. */
export function writeIterator({ streamArn, after, issued }: ShardPosition): string {
  return `${streamArn}|1|${Buffer.from(`${after}/${issued}`).toString('base64')}`;
}

/** Throws AwsError ValidationException, or ExpiredIteratorException after 15 minutes. */
export function readIterator(text: string, now: number): ShardPosition {
  const [streamArn, version, encoded = ''] = text.split('|');
  const [after, issued] = Buffer.from(encoded, 'base64').toString().split('/').map(Number);
  if (
    streamArn === undefined ||
    version !== '1' ||
    !Number.isSafeInteger(after) ||
    !Number.isSafeInteger(issued) ||
    after === undefined ||
    issued === undefined
  ) {
    throw validationError('Invalid ShardIterator');
  }
  if (now - issued > LIFETIME_MS) {
    throw new AwsError(
      'ExpiredIteratorException',
      'Iterator expired. The iterator was created more than 15 minutes ago.',
    );
  }
  return { streamArn, after, issued };
}
