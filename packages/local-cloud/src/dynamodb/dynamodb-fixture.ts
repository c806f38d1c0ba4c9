import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { AuthorizationRequest, Caller } from '../aws/aws-service.ts';
import type { CloudPart } from '../aws/cloud-part.ts';
import { type Sources, SYSTEM_SOURCES } from '../aws/sources.ts';
import { SILENT_METRICS } from '../cloudwatch/metric-sink.ts';
import { HttpRequest } from '../front-door/http.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { createDynamoDb } from './dynamodb.ts';

/** A table of nothing but a partition key, `pk`. */
export const SIMPLE_TABLE: CreateTableCommandInput = {
  TableName: 'simple',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};

/** A table with a global index that holds the attribute `shown`, and a local one that holds keys only. */
export const INDEXED_TABLE: CreateTableCommandInput = {
  TableName: 'indexed',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
    { AttributeName: 'g', AttributeType: 'S' },
    { AttributeName: 'l', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'global',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'local',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'l', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** DynamoDB behind a real socket, with the AWS SDK in front of it. For tests. */
export interface DynamoDbFixture {
  readonly part: CloudPart & Awaited<ReturnType<typeof createDynamoDb>>;
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  /** What the caller was asked for, in order. */
  readonly asked: AuthorizationRequest[];
  /** Refuses an action (`dynamodb:PutItem`) from now on. */
  deny(action: string): void;
  /** Sends a body as it is, with or without a proved caller. */
  send(target: string, body: string, signed?: boolean): Promise<Response>;
  close(): Promise<void>;
}

export interface FixtureOptions {
  readonly store?: OrderedStore;
  readonly now?: () => number;
}

export async function startDynamoDb(options: FixtureOptions = {}): Promise<DynamoDbFixture> {
  const sources: Sources = { ...SYSTEM_SOURCES, ...(options.now && { now: options.now }) };
  const part = await createDynamoDb(
    {
      account: LOCAL_ACCOUNT,
      sources,
      journal: SILENT_JOURNAL,
      store: options.store ?? memoryStore().namespace('dynamodb'),
      origin: 'http://localhost:4566',
    },
    SILENT_METRICS,
  );
  const [service] = part.services;
  if (service === undefined) throw new Error('The part has no service.');
  const asked: AuthorizationRequest[] = [];
  const denied = new Set<string>();
  const caller: Caller = {
    arn: 'arn:aws:iam::000000000000:user/test',
    accountId: '000000000000',
    userId: 'AIDATEST',
    authorize: (request) => {
      asked.push(request);
      if (!denied.has(request.action)) return;
      throw new AwsError(
        'AccessDeniedException',
        `User: ${caller.arn} is not authorized to perform: ${request.action} on resource: ${request.resource}`,
      );
    },
  };
  const server = createServer(async (incoming, outgoing) => {
    const request = new HttpRequest({
      id: 'b0a1c2d3-0000-4000-8000-000000000000',
      receivedAt: 0,
      method: incoming.method ?? '',
      target: incoming.url ?? '/',
      headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      remoteAddress: '127.0.0.1',
      stream: incoming,
    });
    const unsigned = request.header('authorization') === undefined;
    const response = await service
      .handle({ request, body: await request.body(), caller: unsigned ? undefined : caller })
      .catch((error: unknown) => ({ status: 500, headers: {}, body: String(error) }));
    outgoing.writeHead(response.status, response.headers as Record<string, string>);
    outgoing.end(response.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  return {
    part,
    client,
    endpoint,
    asked,
    deny: (action) => denied.add(action),
    send: (target, body, signed = true) =>
      fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': target,
          ...(signed && { authorization: 'AWS4-HMAC-SHA256 proved' }),
        },
        body,
      }),
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await part.close?.();
    },
  };
}
