import { AwsError } from '../aws/aws-error.ts';
import { type Engine, tableArn } from './engine.ts';
import type { StreamRecord } from './stream-log.ts';
import { formatSequence, parseSequence } from './stream-log.ts';
import type { Table } from './table-catalogue.ts';
import type { StreamDefinition } from './table-definition.ts';
import { validationError } from './validation-error.ts';

/** How the other parts of the cloud (Lambda's event source mappings) follow a table's changes. */
export interface StreamReader {
  /** The sequence number behind which what is written from now on comes. Throws as `read` does. */
  latest(streamArn: string): string;
  /**
   * Up to `limit` records behind that sequence number, or from the oldest on; in order.
   * Throws AwsError ResourceNotFoundException when there is no such stream.
   */
  read(streamArn: string, after: string | undefined, limit: number): Promise<readonly StreamRecord[]>;
  /** Calls `listener` whenever records may have come; answers how to end that. */
  listen(streamArn: string, listener: () => void): () => void;
}

/** A stream that is there, with its table. */
export interface FoundStream {
  readonly arn: string;
  readonly table: Table;
  readonly stream: StreamDefinition;
}

/** The stream of that ARN; undefined when there is none. */
export function findStream(engine: Engine, arn: string): FoundStream | undefined {
  const [tablePart, label] = arn.split('/stream/');
  const name = tablePart?.slice(tablePart.lastIndexOf('/') + 1) ?? '';
  const table = engine.catalogue.get(name);
  const stream = table?.definition.stream;
  if (table === undefined || stream === undefined) return undefined;
  if (stream.label !== label || tableArn(engine, name) !== tablePart) {
    return undefined;
  }
  return { arn, table, stream };
}

const STREAM_ARN = /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+\/stream\/[^/]+$/;

/** The same. Throws AwsError ValidationException for what is no stream's ARN, ResourceNotFoundException for none. */
export function requireStream(engine: Engine, arn: string): FoundStream {
  if (!STREAM_ARN.test(arn)) throw validationError('Invalid StreamArn');
  const found = findStream(engine, arn);
  if (found !== undefined) return found;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
}

export function streamReader(engine: Engine): StreamReader {
  return {
    latest: (arn) => {
      const { table, stream } = requireStream(engine, arn);
      return formatSequence(engine.streams.latest(table.definition, stream));
    },
    read: async (arn, after, limit) => {
      const { table, stream } = requireStream(engine, arn);
      const from = after === undefined ? 0 : (parseSequence(after) ?? 0);
      return engine.streams.read(table.definition, stream, from, limit);
    },
    listen: (arn, listener) => {
      const { table, stream } = requireStream(engine, arn);
      return engine.streams.listen(table.definition, stream, listener);
    },
  };
}
