import { Readable } from 'node:stream';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { Caller } from '../aws/aws-service.ts';
import type { CloudPart } from '../aws/cloud-part.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { SILENT_METRICS } from '../cloudwatch/metric-sink.ts';
import { HttpRequest } from '../front-door/http.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { createDynamoDb, type DynamoDb } from './dynamodb.ts';

/** A caller who may do everything. For tests. */
const ALLOWED: Caller = {
  arn: 'arn:aws:iam::000000000000:user/test',
  accountId: '000000000000',
  userId: 'AIDATEST',
  authorize: () => {},
};

/** An answer: its status and its JSON. */
export interface DirectAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** DynamoDB on a store, without a socket. For tests. */
export function openDynamoDb(store: OrderedStore): Promise<DynamoDb> {
  return createDynamoDb(
    {
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: SILENT_JOURNAL,
      store,
      origin: 'http://localhost:4566',
    },
    SILENT_METRICS,
  );
}

/** Calls an operation without a socket; one of the streams API by its whole target. For tests. */
export async function callDirectly(part: CloudPart, operation: string, input: object): Promise<DirectAnswer> {
  const target = operation.includes('.') ? operation : `DynamoDB_20120810.${operation}`;
  const { status, body } = await callWithBytes(part, target, Buffer.from(JSON.stringify(input)));
  return { status, body: body === '' ? {} : JSON.parse(body) };
}

/** Sends bytes, which may be anything, to a target, which may be none. For tests. */
export async function callWithBytes(
  part: CloudPart,
  target: string,
  bytes: Buffer,
): Promise<{ readonly status: number; readonly body: string }> {
  const [service] = part.services;
  if (service === undefined) throw new Error('The part has no service.');
  const request = new HttpRequest({
    id: 'b0a1c2d3-0000-4000-8000-000000000000',
    receivedAt: 0,
    method: 'POST',
    target: '/',
    headers: [['x-amz-target', target]],
    remoteAddress: '127.0.0.1',
    stream: Readable.from([]),
  });
  const response = await service.handle({ request, body: bytes, caller: ALLOWED });
  return { status: response.status, body: String(response.body) };
}
