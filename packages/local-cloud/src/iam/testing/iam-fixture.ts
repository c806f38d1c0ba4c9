import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { LOCAL_ACCOUNT } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { PartContext } from '../../aws/cloud-part.ts';
import { SYSTEM_SOURCES } from '../../aws/sources.ts';
import type {
  JsonObject,
  ResourceProvider,
  ResourceRequest,
  ResourceState,
} from '../../cloudformation/resource-provider.ts';
import { HttpRequest } from '../../front-door/http.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { createIam, type Iam } from '../iam.ts';
import type { TemporaryCredentials } from '../role-credentials.ts';

export const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/tasks';

/** A trust policy for functions. */
export const LAMBDA_TRUST: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** A trust policy for everybody whom the account itself allows it. */
export const ACCOUNT_TRUST: JsonObject = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' },
  ],
};

/** A policy of one statement. */
export function allow(action: string | readonly string[], resource: string | readonly string[]): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] };
}

/** An IAM in a directory of its own, whose clock and journal a test holds. */
export interface IamFixture {
  readonly context: PartContext;
  readonly directory: string;
  readonly journal: JournalEntry[];
  readonly clock: { now: number };
  iam: Iam;
  /** Opens the same files and store again, as after a restart. */
  restart(): Promise<void>;
  provider(type: string): ResourceProvider;
  create(type: string, logicalId: string, properties: JsonObject): Promise<ResourceState>;
  update(
    type: string,
    state: ResourceState,
    previous: JsonObject,
    properties: JsonObject,
  ): ReturnType<ResourceProvider['update']>;
  /** Credentials of a function with that role. */
  assume(role: ResourceState): TemporaryCredentials;
  /** Does what an operation of `service` does first. Throws AwsError when it is refused. */
  attempt(credentials: TemporaryCredentials, action: string, resource: string, service?: string): void;
  close(): Promise<void>;
}

export async function openIam(): Promise<IamFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'iam-'));
  const journal: JournalEntry[] = [];
  const clock = { now: Date.now() };
  const context: PartContext = {
    account: LOCAL_ACCOUNT,
    sources: { ...SYSTEM_SOURCES, now: () => clock.now },
    journal: { write: (entry) => journal.push(entry) },
    store: memoryStore(),
    origin: 'http://localhost:4566',
  };
  const open = (): Promise<Iam> => createIam(context, { dataDirectory: directory });
  const fixture: IamFixture = {
    context,
    directory,
    journal,
    clock,
    iam: await open(),
    restart: async () => {
      fixture.iam = await open();
    },
    provider: (type) => {
      const found = fixture.iam.providers.find((one) => one.type === type);
      if (found === undefined) throw new Error(`no provider of ${type}`);
      return found;
    },
    create: (type, logicalId, properties) => fixture.provider(type).create(request(logicalId, properties)),
    update: (type, state, previous, properties) =>
      fixture.provider(type).update(request('Updated', properties), state, previous),
    assume: (role) =>
      fixture.iam.roles.assumeForService(role.attributes.Arn ?? '', 'fn', 'lambda.amazonaws.com'),
    attempt: (credentials, action, resource, service = 'dynamodb') => {
      const identity = fixture.iam.identify(credentials.accessKeyId, credentials.sessionToken);
      fixture.iam.callerOf(identity, service).authorize({ action, resource });
    },
    close: () => rm(directory, { recursive: true }),
  };
  return fixture;
}

/** What arrives when a form is posted. */
export function formRequest(form: Readonly<Record<string, string>>): { request: HttpRequest; body: Buffer } {
  const body = Buffer.from(new URLSearchParams(form).toString());
  const request = new HttpRequest({
    id: 'b0a1c2d3-0000-4000-8000-000000000000',
    receivedAt: 0,
    method: 'POST',
    target: '/',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    remoteAddress: '127.0.0.1',
    stream: Readable.from([body]),
  });
  return { request, body };
}

/** The AwsError that `work` throws. */
export function errorOf(work: () => unknown): AwsError {
  try {
    work();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('It was allowed.');
}

function request(logicalId: string, properties: JsonObject): ResourceRequest {
  return {
    stackName: 'app',
    stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/app/1',
    logicalId,
    creationToken: logicalId.toUpperCase().padEnd(12, 'X').slice(0, 12),
    properties,
  };
}
