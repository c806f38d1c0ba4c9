import { type Account, regionalArn } from '../../aws/account.ts';
import type { FunctionReference } from '../function-name.ts';

/** A stream or a queue whose records a function gets in batches. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly target: FunctionReference;
  /** The ARN of a DynamoDB stream or of a queue. */
  readonly eventSourceArn: string;
  /** Streams only. */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly enabled: boolean;
  readonly batchSize: number;
  /** Seconds that a batch which is not full waits for more. */
  readonly batchingWindow: number;
  /** Retries of a batch that fails; -1 when only the records' age ends them. */
  readonly maximumRetryAttempts: number;
  /** Seconds; -1 when records are only given up when the stream drops them. */
  readonly maximumRecordAge: number;
  /** Whether a batch that fails is tried again in halves. */
  readonly bisect: boolean;
  /** Whether the function answers which records failed (`batchItemFailures`). */
  readonly reportsFailures: boolean;
  /** Queues only: the most batches that are under way at once. */
  readonly maximumConcurrency?: number;
  /** Filter patterns (JSON), of which a record must match one; empty when every record counts. */
  readonly filters: readonly string[];
  /** The sequence number of the last record that is done; absent before the first. */
  readonly checkpoint?: string;
  /** Of the template resource that made it; absent when the API did. */
  readonly creationToken?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch; absent in what was kept before it was. */
  readonly lastModified?: number;
}

/** `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:<uuid>` */
export function mappingArn(account: Account, uuid: string): string {
  return regionalArn(account, 'lambda', `event-source-mapping:${uuid}`);
}

/** Whether the source is a queue of Amazon SQS. */
export function isQueue({ eventSourceArn }: Pick<EventSourceMapping, 'eventSourceArn'>): boolean {
  return /^arn:[^:]+:sqs:/.test(eventSourceArn);
}
