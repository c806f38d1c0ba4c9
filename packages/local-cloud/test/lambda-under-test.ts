import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { LOCAL_ACCOUNT } from '../src/aws/account.ts';
import { type Sources, SYSTEM_SOURCES } from '../src/aws/sources.ts';
import type {
  Json,
  JsonObject,
  ResourceProvider,
  ResourceState,
} from '../src/cloudformation/resource-provider.ts';
import { SILENT_METRICS } from '../src/cloudwatch/metric-sink.ts';
import { createDynamoDb } from '../src/dynamodb/dynamodb.ts';
import type { RoleCredentials } from '../src/iam/role-credentials.ts';
import type { JournalEntry } from '../src/journal/journal.ts';
import type { FunctionInvoker } from '../src/lambda/function-invoker.ts';
import { createLambda, type LambdaNeeds } from '../src/lambda/lambda.ts';
import { createLogs } from '../src/logs/logs.ts';
import { createSqs } from '../src/sqs/sqs.ts';
import { memoryStore } from '../src/store/memory-store.ts';
import type { OrderedStore } from '../src/store/ordered-store.ts';
import { clientOptions, type ServedServices, serveServices } from './serve-services.ts';

/** What Invoke answered. */
export interface Answer {
  readonly payload: unknown;
  readonly error: string | undefined;
  readonly tail: string;
  readonly requestId: string;
}

/** Lambda and CloudWatch Logs together, with real clients, for tests. */
export interface LambdaUnderTest {
  readonly invoker: FunctionInvoker;
  readonly client: LambdaClient;
  readonly logsClient: CloudWatchLogsClient;
  readonly served: ServedServices;
  readonly journal: JournalEntry[];
  /** What the functions' role may not do. */
  readonly deniedToRole: Set<string>;
  /** How often credentials were asked for. */
  readonly assumed: string[];
  provider(type: string): ResourceProvider;
  /** Makes a resource as a template would; its logical id is its type's last part. */
  create(type: string, properties: JsonObject, logicalId?: string): Promise<ResourceState>;
  /** Makes a function from files and gives its ARN. */
  deploy(name: string, files: Readonly<Record<string, string>>, properties?: JsonObject): Promise<string>;
  /** Places files where the assembly's asset `key` is. */
  asset(key: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** Invokes by the SDK. */
  call(name: string, event?: unknown): Promise<Answer>;
  messages(group: string): Promise<string[]>;
  close(): Promise<void>;
}

export const TEST_ROLE = 'arn:aws:iam::000000000000:role/stack/function-role';

export async function lambdaUnderTest(
  sources: Sources = SYSTEM_SOURCES,
  store: OrderedStore = memoryStore(),
  more: Partial<LambdaNeeds> = {},
): Promise<LambdaUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'lambda-test-'));
  const journal: JournalEntry[] = [];
  const deniedToRole = new Set<string>();
  const assumed: string[] = [];
  const served = await serveServices(() => [
    ...logs.services,
    ...lambda.services,
    ...dynamodb.services,
    ...sqs.services,
  ]);
  const base = {
    account: LOCAL_ACCOUNT,
    sources,
    journal: { write: (entry: JournalEntry) => void journal.push(entry) },
    origin: served.endpoint,
  };
  const roles: RoleCredentials = {
    assumeForService(roleArn, sessionName, servicePrincipal) {
      assumed.push(`${roleArn} ${sessionName} ${servicePrincipal}`);
      return {
        accessKeyId: `ASIA${assumed.length}`,
        secretAccessKey: 'secret',
        sessionToken: 'token',
        expiration: sources.now() + 3_600_000,
      };
    },
    allows: (_role, _session, action) => !deniedToRole.has(action),
  };
  const dynamodb = await createDynamoDb({ ...base, store: store.namespace('dynamodb') }, SILENT_METRICS);
  const logs = await createLogs(
    { ...base, store: store.namespace('logs') },
    { allows: () => false, send: async () => {} },
  );
  const sqs = await createSqs({ ...base, store: store.namespace('sqs') });
  const lambda = await createLambda(
    { ...base, store: store.namespace('lambda') },
    {
      logs: logs.sink,
      roles,
      streams: dynamodb.streams,
      queues: sqs.queues,
      queueSender: sqs.sender,
      assets: { directoryOf: (_bucket, key) => join(directory, key) },
      ...more,
    },
  );
  const client = new LambdaClient(clientOptions(served.endpoint));
  const logsClient = new CloudWatchLogsClient(clientOptions(served.endpoint));
  let created = 0;

  function provider(type: string): ResourceProvider {
    const found = [...lambda.providers, ...logs.providers, ...sqs.providers].find(
      (candidate) => candidate.type === type,
    );
    if (found === undefined) throw new Error(`There is no provider of ${type}.`);
    return found;
  }

  const create: LambdaUnderTest['create'] = (type, properties, logicalId = type.split('::')[2] ?? '') => {
    created += 1;
    return provider(type).create({
      stackName: 'stack',
      stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/stack/1',
      logicalId,
      creationToken: `TOKEN${String(created).padStart(7, '0')}`,
      properties,
    });
  };

  const asset: LambdaUnderTest['asset'] = async (key, files) => {
    for (const [name, content] of Object.entries(files)) {
      const path = join(directory, key, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  };

  return {
    invoker: lambda.invoker,
    client,
    logsClient,
    served,
    journal,
    deniedToRole,
    assumed,
    provider,
    create,
    asset,
    async deploy(name, files, properties = {}) {
      await asset(name, files);
      const state = await create('AWS::Lambda::Function', functionProperties(name, properties));
      return state.attributes.Arn ?? '';
    },
    async call(name, event = {}) {
      const output = await client.send(
        new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event), LogType: 'Tail' }),
      );
      return {
        payload: JSON.parse(output.Payload?.transformToString() ?? ''),
        error: output.FunctionError,
        tail: Buffer.from(output.LogResult ?? '', 'base64').toString(),
        requestId: output.$metadata.requestId ?? '',
      };
    },
    async messages(group) {
      const { events = [] } = await logsClient.send(new FilterLogEventsCommand({ logGroupName: group }));
      return events.map(({ message }) => message ?? '');
    },
    async close() {
      client.destroy();
      logsClient.destroy();
      await lambda.close?.();
      await sqs.close?.();
      await dynamodb.close?.();
      await logs.close?.();
      await served.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A template's properties of a function whose code is the asset of the same name. */
export function functionProperties(name: string, properties: JsonObject = {}): Record<string, Json> {
  return {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: TEST_ROLE,
    Code: { S3Bucket: 'assets', S3Key: name },
    ...properties,
  };
}

/** The file of a function whose handler has that body, with `event` and `context`. */
export function handlerOf(body: string): Record<string, string> {
  return { 'index.mjs': `export const handler = async (event, context) => { ${body} };` };
}
