import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { PartContext } from '../aws/cloud-part.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../cloudformation/resource-provider.ts';
import { HttpRequest, type HttpResponse } from '../front-door/http.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { ClosableStore } from '../store/ordered-store.ts';
import { createSts } from '../sts/sts.ts';
import { createIam, type Iam } from './iam.ts';
import type { TemporaryCredentials } from './role-credentials.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/tasks';
const LAMBDA_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const ACCOUNT_TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' },
  ],
};

function allow(action: string | string[], resource: string | string[]): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] };
}

let directory: string;
let store: ClosableStore;
let journal: JournalEntry[];
let now: number;
let iam: Iam;
let server: Server;
let endpoint: string;

function partContext(): PartContext {
  return {
    account: LOCAL_ACCOUNT,
    sources: { ...SYSTEM_SOURCES, now: () => now },
    journal: { write: (entry) => journal.push(entry) },
    store,
    origin: 'http://localhost:4566',
  };
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'iam-'));
  store = memoryStore();
  journal = [];
  now = Date.now();
  iam = await createIam(partContext(), { dataDirectory: directory });
  server = createServer((incoming, answer) => {
    void (async () => {
      const headers: [string, string][] = [];
      for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
        headers.push([incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '']);
      }
      const request = new HttpRequest({
        id: SYSTEM_SOURCES.uuid(),
        receivedAt: now,
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        headers,
        remoteAddress: '127.0.0.1',
        stream: incoming,
      });
      const response = await answerSts(request);
      answer.writeHead(response.status, { 'Content-Type': 'text/xml' }).end(String(response.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true });
});

async function answerSts(request: HttpRequest): Promise<HttpResponse> {
  const [sts] = createSts(partContext(), iam).services;
  if (sts === undefined) throw new Error('STS has no service.');
  const body = await request.body();
  try {
    return await sts.handle({ request, body, caller: iam.authenticate(request, body, 'sts') });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return sts.failure(error, request);
  }
}

type Credentials = Pick<TemporaryCredentials, 'accessKeyId' | 'secretAccessKey'> & { sessionToken?: string };

function stsClient(credentials: Credentials = iam.administrator, region = 'us-east-1'): STSClient {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return new STSClient({
    endpoint,
    region,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    maxAttempts: 1,
  });
}

function provider(type: string): ResourceProvider {
  const found = iam.providers.find((one) => one.type === type);
  if (found === undefined) throw new Error(`no provider of ${type}`);
  return found;
}

function create(type: string, logicalId: string, properties: JsonObject): Promise<ResourceState> {
  const stackId = 'arn:aws:cloudformation:us-east-1:000000000000:stack/app/1';
  const creationToken = logicalId.toUpperCase().padEnd(12, 'X').slice(0, 12);
  return provider(type).create({ stackName: 'app', stackId, logicalId, creationToken, properties });
}

function attempt(
  credentials: TemporaryCredentials,
  action: string,
  resource: string,
  service = 'dynamodb',
): void {
  // Signing is the business of other tests: the identity comes from the keys alone.
  const identity = iam.identify(credentials.accessKeyId, credentials.sessionToken);
  iam.callerOf(identity, service).authorize({ action, resource });
}

function errorOf(work: () => unknown): AwsError {
  try {
    work();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('It was allowed.');
}

describe('the credentials file', () => {
  it('holds keys like those of AWS, for its owner only, and is read again', async () => {
    const path = join(directory, 'credentials.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(iam.administrator.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(iam.administrator.secretAccessKey).toHaveLength(40);
    const again = await createIam(partContext(), { dataDirectory: directory });
    expect(again.administrator).toEqual(iam.administrator);
  });

  it('is closed to others when it was open to them', async () => {
    const path = join(directory, 'credentials.json');
    await chmod(path, 0o644);
    await createIam(partContext(), { dataDirectory: directory });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(journal).toMatchObject([{ source: 'iam', outcome: 'notice' }]);
  });

  it.each([
    ['not JSON', 'SECRET'],
    ['empty', ''],
    ['another document', '{"version":2}'],
    ['a list', '[]'],
  ])('is refused when it is damaged: %s', async (_name, text) => {
    await writeFile(join(directory, 'credentials.json'), text);
    const opening = createIam(partContext(), { dataDirectory: directory });
    await expect(opening).rejects.toThrow(/credentials\.json .* Remove it/);
    await expect(opening).rejects.not.toThrow(/SECRET/);
  });

  it('never reaches the journal', async () => {
    await expect(
      stsClient({ ...iam.administrator, secretAccessKey: 'x' }).send(new GetCallerIdentityCommand()),
    ).rejects.toThrow();
    const text = JSON.stringify(journal);
    const file = await readFile(join(directory, 'credentials.json'), 'utf8');
    for (const secret of file.match(/[A-Za-z0-9+/=]{40,}/g) ?? []) expect(text).not.toContain(secret);
  });
});

describe('STS, called by the SDK', () => {
  it('tells the administrator who they are', async () => {
    const answer = await stsClient().send(new GetCallerIdentityCommand());
    expect(answer.Arn).toBe('arn:aws:iam::000000000000:user/administrator');
    expect(answer.Account).toBe('000000000000');
    expect(answer.UserId).toMatch(/^AIDA/);
  });

  it('tells a function which role it has', async () => {
    const role = await create('AWS::IAM::Role', 'Handler', { AssumeRolePolicyDocument: LAMBDA_TRUST });
    const credentials = iam.roles.assumeForService(
      role.attributes.Arn ?? '',
      'handler',
      'lambda.amazonaws.com',
    );
    const answer = await stsClient(credentials).send(new GetCallerIdentityCommand());
    expect(answer.Arn).toBe(`arn:aws:sts::000000000000:assumed-role/${role.physicalId}/handler`);
    expect(answer.UserId).toBe(`${role.attributes.RoleId}:handler`);
  });

  it('gives out a role to the administrator, and the role works', async () => {
    const role = await create('AWS::IAM::Role', 'Reader', { AssumeRolePolicyDocument: ACCOUNT_TRUST });
    const { Credentials: given, AssumedRoleUser: user } = await stsClient().send(
      new AssumeRoleCommand({ RoleArn: role.attributes.Arn, RoleSessionName: 'me', DurationSeconds: 900 }),
    );
    expect(user?.Arn).toBe(`arn:aws:sts::000000000000:assumed-role/${role.physicalId}/me`);
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    };
    expect((await stsClient(credentials).send(new GetCallerIdentityCommand())).Arn).toBe(user?.Arn);
    now += 901_000;
    const late = stsClient(credentials);
    late.config.systemClockOffset = 901_000;
    await expect(late.send(new GetCallerIdentityCommand())).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('gives out session tokens to users only', async () => {
    const { Credentials: given } = await stsClient().send(new GetSessionTokenCommand({}));
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    };
    const answer = await stsClient(credentials).send(new GetCallerIdentityCommand());
    expect(answer.Arn).toBe('arn:aws:iam::000000000000:user/administrator');
    await expect(stsClient(credentials).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([
    ['an unknown key', { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }, 'InvalidClientTokenId'],
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['a token that is none', { sessionToken: 'AQID' }, 'InvalidClientTokenId'],
  ])('refuses %s', async (_name, wrong, code) => {
    const client = stsClient({ ...iam.administrator, ...wrong });
    await expect(client.send(new GetCallerIdentityCommand())).rejects.toMatchObject({ name: code });
    expect(journal).toMatchObject([{ source: 'signature', outcome: 'refused' }]);
  });

  it('refuses a role that does not trust the caller, and a missing one, with the same sentence', async () => {
    const role = await create('AWS::IAM::Role', 'Handler', { AssumeRolePolicyDocument: LAMBDA_TRUST });
    for (const RoleArn of [role.attributes.Arn, 'arn:aws:iam::000000000000:role/missing']) {
      const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' });
      await expect(stsClient().send(command)).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `User: arn:aws:iam::000000000000:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      });
    }
  });
});

describe('a role of a template', () => {
  const handler = async (properties: JsonObject = {}): Promise<ResourceState> =>
    create('AWS::IAM::Role', 'Handler', { AssumeRolePolicyDocument: LAMBDA_TRUST, ...properties });
  const assume = (role: ResourceState): TemporaryCredentials =>
    iam.roles.assumeForService(role.attributes.Arn ?? '', 'tasks-fn', 'lambda.amazonaws.com');

  it('may do what its policy allows, and the journal explains what it may not', async () => {
    const role = await handler();
    await create('AWS::IAM::Policy', 'Default', {
      PolicyName: 'DefaultPolicy',
      PolicyDocument: allow(['dynamodb:GetItem'], TABLE),
      Roles: [role.physicalId],
    });
    const credentials = assume(role);
    attempt(credentials, 'dynamodb:GetItem', TABLE);
    const error = errorOf(() => attempt(credentials, 'dynamodb:PutItem', TABLE));
    const sentence = `User: arn:aws:sts::000000000000:assumed-role/${role.physicalId}/tasks-fn is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`;
    expect(error).toMatchObject({ code: 'AccessDeniedException', status: 400, message: sentence });
    expect(journal).toMatchObject([
      {
        source: 'iam',
        outcome: 'refused',
        rule: `identity-based policy of role ${role.physicalId}: DefaultPolicy`,
        text: sentence,
        hint: `This statement would allow it: {"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"${TABLE}"}`,
      },
    ]);
  });

  it('follows a change of its policy at once', async () => {
    const role = await handler({
      Policies: [{ PolicyName: 'own', PolicyDocument: allow('dynamodb:PutItem', TABLE) }],
    });
    const credentials = assume(role);
    attempt(credentials, 'dynamodb:PutItem', TABLE);
    await provider('AWS::IAM::Role').update(
      {
        stackName: 'app',
        stackId: '',
        logicalId: 'Handler',
        creationToken: 'HANDLERXXXXX',
        properties: {
          AssumeRolePolicyDocument: LAMBDA_TRUST,
          Policies: [{ PolicyName: 'own', PolicyDocument: allow('dynamodb:GetItem', TABLE) }],
        },
      },
      role,
      {
        AssumeRolePolicyDocument: LAMBDA_TRUST,
        Policies: [{ PolicyName: 'own', PolicyDocument: allow('dynamodb:PutItem', TABLE) }],
      },
    );
    attempt(credentials, 'dynamodb:GetItem', TABLE);
    expect(errorOf(() => attempt(credentials, 'dynamodb:PutItem', TABLE)).code).toBe('AccessDeniedException');
  });

  it('keeps its id and its sessions over a restart, and loses them when it is made anew', async () => {
    const role = await handler({
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    });
    const credentials = assume(role);
    iam = await createIam(partContext(), { dataDirectory: directory });
    attempt(credentials, 'logs:PutLogEvents', '*', 'logs');
    expect(iam.roles.allows(role.attributes.Arn ?? '', 'fn', 'logs:PutLogEvents', '*')).toBe(true);
    expect(iam.roles.allows(role.attributes.Arn ?? '', 'fn', 's3:GetObject', '*')).toBe(false);
    await provider('AWS::IAM::Role').delete(role, {});
    await handler();
    expect(() => attempt(credentials, 'logs:PutLogEvents', '*', 'logs')).toThrow();
  });

  it('is not given to a service that it does not trust', async () => {
    const role = await handler();
    const assumption = (): unknown =>
      iam.roles.assumeForService(role.attributes.Arn ?? '', 'x', 'apigateway.amazonaws.com');
    expect(errorOf(assumption)).toMatchObject({ code: 'AccessDenied' });
    const missing = (): unknown =>
      iam.roles.assumeForService('arn:aws:iam::000000000000:role/none', 'x', 'lambda.amazonaws.com');
    expect(errorOf(missing).message).toBe('The role defined for the function cannot be assumed by Lambda.');
  });

  it('is bounded by its permissions boundary and by managed policies', async () => {
    const boundary = await create('AWS::IAM::ManagedPolicy', 'Boundary', {
      PolicyDocument: allow('dynamodb:Get*', '*'),
    });
    const role = await handler({
      PermissionsBoundary: boundary.physicalId,
      Policies: [{ PolicyName: 'own', PolicyDocument: allow('dynamodb:*', TABLE) }],
    });
    const credentials = assume(role);
    attempt(credentials, 'dynamodb:GetItem', TABLE);
    expect(errorOf(() => attempt(credentials, 'dynamodb:PutItem', TABLE)).message).toContain(
      'because no permissions boundary allows the dynamodb:PutItem action',
    );
  });

  it('is refused with a managed policy of AWS that is not known here', () => {
    const properties = {
      AssumeRolePolicyDocument: LAMBDA_TRUST,
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess'],
    };
    expect(() => provider('AWS::IAM::Role').check?.(properties)).toThrow(/AmazonBedrockFullAccess/);
  });

  it('is refused with a malformed policy, and told where', async () => {
    const PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject' }],
    };
    await expect(handler({ Policies: [{ PolicyName: 'own', PolicyDocument }] })).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
      message: 'Policy statement must contain resources.',
    });
  });

  it('is made once by one creation token, and not over another one', async () => {
    const first = await handler({ RoleName: 'fixed' });
    expect(await handler({ RoleName: 'fixed' })).toEqual(first);
    await expect(
      create('AWS::IAM::Role', 'Other', { AssumeRolePolicyDocument: LAMBDA_TRUST, RoleName: 'fixed' }),
    ).rejects.toMatchObject({ code: 'EntityAlreadyExists' });
  });

  it('keeps two policies that are put into it at once', async () => {
    const role = await handler();
    await Promise.all(
      ['One', 'Two'].map((name) =>
        create('AWS::IAM::Policy', name, {
          PolicyName: name,
          PolicyDocument: allow(`dynamodb:${name}`, TABLE),
          Roles: [role.physicalId],
        }),
      ),
    );
    expect(Object.keys(iam.directory.role(role.physicalId)?.record.inline ?? {})).toEqual(['One', 'Two']);
  });
});
