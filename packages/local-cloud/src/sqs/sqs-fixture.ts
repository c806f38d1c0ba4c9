import { clientOptions, type ServedServices, serveServices } from '../../test/serve-services.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { CloudPart } from '../aws/cloud-part.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { QueueReader } from './queue-reader.ts';
import { createSqs } from './sqs.ts';

/** What an operation answered. */
export interface SqsAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly output: SqsOutput;
}

/** The members that tests read. */
export interface SqsOutput {
  readonly QueueUrl: string;
  readonly MessageId: string;
  readonly Messages?: readonly SqsMessage[];
  readonly Attributes: Readonly<Record<string, string>>;
  readonly __type?: string;
  readonly message?: string;
  readonly [name: string]: unknown;
}

export interface SqsMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** SQS behind HTTP, with a clock that a test moves. */
export interface SqsFixture {
  sqs: CloudPart & { readonly queues: QueueReader };
  readonly served: ServedServices;
  readonly clock: { now: number };
  call(operation: string, input?: object): Promise<SqsAnswer>;
  /** Makes a queue and gives its URL. */
  queue(name: string, attributes?: Readonly<Record<string, string>>): Promise<string>;
  send(url: string, body: string, more?: object): Promise<SqsAnswer>;
  receive(url: string, more?: object): Promise<readonly SqsMessage[]>;
  /** Opens the same store again, as after a restart. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function sqsFixture(store: OrderedStore = memoryStore()): Promise<SqsFixture> {
  const clock = { now: 1_795_172_400_000 };
  const served = await serveServices(() => fixture.sqs.services);
  const open = () =>
    createSqs({
      account: LOCAL_ACCOUNT,
      sources: { ...SYSTEM_SOURCES, now: () => clock.now },
      journal: SILENT_JOURNAL,
      store,
      origin: served.endpoint,
    });
  const { credentials } = clientOptions(served.endpoint);
  const call: SqsFixture['call'] = async (operation, input = {}) => {
    const response = await fetch(served.endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': `AmazonSQS.${operation}`,
        'content-type': 'application/x-amz-json-1.0',
        authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20261120/us-east-1/sqs/aws4_request`,
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, headers: response.headers, output: JSON.parse(await response.text()) };
  };
  const fixture: SqsFixture = {
    sqs: await open(),
    served,
    clock,
    call,
    queue: async (QueueName, Attributes = {}) => {
      const { status, output } = await call('CreateQueue', { QueueName, Attributes });
      if (status !== 200) throw new Error(JSON.stringify(output));
      return output.QueueUrl;
    },
    send: (QueueUrl, MessageBody, more = {}) => call('SendMessage', { QueueUrl, MessageBody, ...more }),
    receive: async (QueueUrl, more = {}) =>
      (await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more })).output.Messages ?? [],
    restart: async () => {
      await fixture.sqs.close?.();
      fixture.sqs = await open();
    },
    close: async () => {
      await fixture.sqs.close?.();
      await served.close();
    },
  };
  return fixture;
}
