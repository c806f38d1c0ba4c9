import { createServer, type Server } from 'node:http';
import {
  AssumeRoleCommand,
  type Credentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { ResourceState } from '../cloudformation/resource-provider.ts';
import { HttpRequest, type HttpResponse } from '../front-door/http.ts';
import {
  ACCOUNT_TRUST,
  allow,
  errorOf,
  formRequest,
  type IamFixture,
  LAMBDA_TRUST,
  openIam,
} from '../iam/testing/iam-fixture.ts';
import { createSts } from './sts.ts';

let fixture: IamFixture;
let server: Server;
let endpoint: string;

beforeEach(async () => {
  fixture = await openIam();
  server = createServer((incoming, outgoing) => {
    const headers: [string, string][] = [];
    for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
      headers.push([incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '']);
    }
    const request = new HttpRequest({
      id: 'b0a1c2d3-0000-4000-8000-000000000000',
      receivedAt: fixture.clock.now,
      method: incoming.method ?? '',
      target: incoming.url ?? '',
      headers,
      remoteAddress: '127.0.0.1',
      stream: incoming,
    });
    void answer(request).then(({ status, body }) => {
      outgoing.writeHead(status, { 'Content-Type': 'text/xml' }).end(String(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await fixture.close();
});

async function answer(request: HttpRequest): Promise<HttpResponse> {
  const [sts] = createSts(fixture.context, fixture.iam).services;
  if (sts === undefined) throw new Error('STS has no service.');
  const body = await request.body();
  try {
    return await sts.handle({ request, body, caller: fixture.iam.authenticate(request, body, 'sts') });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return sts.failure(error, request);
  }
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

function client(keys: Keys = fixture.iam.administrator, region = 'us-east-1'): STSClient {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
  return new STSClient({ endpoint, region, credentials, maxAttempts: 1 });
}

function keysOf(given: Credentials | undefined): Required<Keys> & { readonly expiration: number } {
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
    expiration: given?.Expiration?.getTime() ?? 0,
  };
}

function roleWith(trust: typeof LAMBDA_TRUST, properties = {}): Promise<ResourceState> {
  return fixture.create('AWS::IAM::Role', 'Role', {
    RoleName: 'role',
    AssumeRolePolicyDocument: trust,
    ...properties,
  });
}

const ROLE_ARN = 'arn:aws:iam::000000000000:role/role';
const assume = (options: object = {}): AssumeRoleCommand =>
  new AssumeRoleCommand({ RoleArn: ROLE_ARN, RoleSessionName: 'me', ...options });

describe('GetCallerIdentity', () => {
  it('tells the administrator who they are', async () => {
    expect(await client().send(new GetCallerIdentityCommand())).toMatchObject({
      Arn: 'arn:aws:iam::000000000000:user/administrator',
      Account: '000000000000',
      UserId: expect.stringMatching(/^AIDA/),
    });
  });

  it('tells a function which role it has', async () => {
    const role = await roleWith(LAMBDA_TRUST);
    expect(await client(fixture.assume(role)).send(new GetCallerIdentityCommand())).toMatchObject({
      Arn: 'arn:aws:sts::000000000000:assumed-role/role/fn',
      UserId: `${role.attributes.RoleId}:fn`,
    });
  });

  it.each<[string, Partial<Keys>, string]>([
    ['an unknown key', { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }, 'InvalidClientTokenId'],
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['a token that is none', { sessionToken: 'AQID' }, 'InvalidClientTokenId'],
  ])('refuses %s', async (_name, wrong, name) => {
    const { accessKeyId, secretAccessKey } = fixture.iam.administrator;
    const sending = client({ accessKeyId, secretAccessKey, ...wrong }).send(new GetCallerIdentityCommand());
    await expect(sending).rejects.toMatchObject({ name });
    expect(fixture.journal).toMatchObject([{ source: 'signature', outcome: 'refused' }]);
  });

  it('refuses another region', async () => {
    const sending = client(fixture.iam.administrator, 'eu-west-1').send(new GetCallerIdentityCommand());
    await expect(sending).rejects.toThrow("Credential should be scoped to a valid region, not 'eu-west-1'.");
  });
});

describe('AssumeRole', () => {
  it('gives out a role whose keys work until they are over', async () => {
    const role = await roleWith(ACCOUNT_TRUST);
    const answer = await client().send(assume({ DurationSeconds: 900 }));
    expect(answer.AssumedRoleUser).toEqual({
      Arn: 'arn:aws:sts::000000000000:assumed-role/role/me',
      AssumedRoleId: `${role.attributes.RoleId}:me`,
    });
    const { expiration, ...keys } = keysOf(answer.Credentials);
    expect(Math.floor((fixture.clock.now + 900_000) / 1000) * 1000).toBe(expiration);
    const identity = await client(keys).send(new GetCallerIdentityCommand());
    expect(identity.Arn).toBe(answer.AssumedRoleUser?.Arn);
    fixture.clock.now += 901_000;
    const late = client(keys);
    late.config.systemClockOffset = 901_000;
    await expect(late.send(new GetCallerIdentityCommand())).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('narrows the session by the policy that is given with it', async () => {
    await roleWith(ACCOUNT_TRUST, {
      Policies: [{ PolicyName: 'all', PolicyDocument: allow('s3:*', '*') }],
    });
    const Policy = JSON.stringify(allow('s3:GetObject', '*'));
    const keys = keysOf((await client().send(assume({ Policy }))).Credentials);
    fixture.attempt(keys, 's3:GetObject', '*', 's3');
    expect(errorOf(() => fixture.attempt(keys, 's3:PutObject', '*', 's3')).message).toContain(
      'because no session policy allows the s3:PutObject action',
    );
  });

  it('asks for permission to tag sessions, and the tags count', async () => {
    await roleWith(ACCOUNT_TRUST);
    const Tags = [{ Key: 'team', Value: 'blue' }];
    await expect(client().send(assume({ Tags }))).rejects.toMatchObject({ name: 'AccessDenied' });
    await fixture.update(
      'AWS::IAM::Role',
      { physicalId: 'role', attributes: {} },
      { RoleName: 'role' },
      {
        RoleName: 'role',
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: '000000000000' },
              Action: ['sts:AssumeRole', 'sts:TagSession'],
            },
          ],
        },
        Policies: [
          { PolicyName: 'own', PolicyDocument: allow('s3:*', 'arn:aws:s3:::${aws:PrincipalTag/team}') },
        ],
      },
    );
    const keys = keysOf((await client().send(assume({ Tags }))).Credentials);
    fixture.attempt(keys, 's3:ListBucket', 'arn:aws:s3:::blue', 's3');
  });

  it('asks for the external id that the trust policy wants', async () => {
    await roleWith({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '000000000000' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'secret-of-two' } },
        },
      ],
    });
    await expect(client().send(assume())).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(client().send(assume({ ExternalId: 'secret-of-two' }))).resolves.toBeDefined();
  });

  it('refuses a role that does not trust the caller, and a missing one, with the same sentence', async () => {
    await roleWith(LAMBDA_TRUST);
    for (const RoleArn of [ROLE_ARN, 'arn:aws:iam::000000000000:role/missing']) {
      await expect(client().send(assume({ RoleArn }))).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `User: arn:aws:iam::000000000000:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      });
    }
    expect(fixture.journal).toMatchObject([
      { rule: 'trust policy of role role' },
      { rule: 'role arn:aws:iam::000000000000:role/missing' },
    ]);
  });

  it.each<[string, object, RegExp]>([
    [
      'a session name of one character',
      { RoleSessionName: 'x' },
      /'roleSessionName' .* greater than or equal to 2/,
    ],
    ['a session name with a slash', { RoleSessionName: 'a/b' }, /'roleSessionName' .* regular expression/],
    ['no session name', { RoleSessionName: undefined }, /'roleSessionName' .* must not be null/],
    ['too short a time', { DurationSeconds: 899 }, /'durationSeconds' .* greater than or equal to 900/],
    ['too long a time', { DurationSeconds: 43_201 }, /'durationSeconds' .* less than or equal to 43200/],
    [
      'more time than the role has',
      { DurationSeconds: 3601 },
      /exceeds the MaxSessionDuration set for this role/,
    ],
    ['a second factor', { SerialNumber: 'arn:aws:iam::0:mfa/x' }, /SerialNumber is not supported/],
    [
      'policies by their ARNs',
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/x' }] },
      /PolicyArns.* not supported/,
    ],
    ['a policy that is none', { Policy: '{}' }, /Syntax errors in policy\./],
  ])('refuses %s', async (_name, options, message) => {
    await roleWith(ACCOUNT_TRUST);
    await expect(client().send(assume(options))).rejects.toThrow(message);
  });

  it('gives a role that hands itself on an hour at most', async () => {
    await roleWith(ACCOUNT_TRUST, {
      MaxSessionDuration: 7200,
      Policies: [{ PolicyName: 'own', PolicyDocument: allow('sts:AssumeRole', ROLE_ARN) }],
    });
    const keys = keysOf((await client().send(assume({ DurationSeconds: 7200 }))).Credentials);
    await expect(client(keys).send(assume({ DurationSeconds: 3600 }))).resolves.toBeDefined();
    await expect(client(keys).send(assume({ DurationSeconds: 3601 }))).rejects.toThrow('role chaining');
  });
});

describe('GetSessionToken', () => {
  it('gives out sessions to users only', async () => {
    const keys = keysOf((await client().send(new GetSessionTokenCommand({}))).Credentials);
    expect((await client(keys).send(new GetCallerIdentityCommand())).Arn).toMatch(/user\/administrator$/);
    const again = client(keys).send(new GetSessionTokenCommand({}));
    await expect(again).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

it('refuses an operation that it does not have', async () => {
  const sts = createSts(fixture.context, fixture.iam).services[0];
  const { request, body } = formRequest({ Action: 'AssumeRoleWithSAML', Version: '2011-06-15' });
  const caller = fixture.iam.callerOf(
    fixture.iam.identify(fixture.iam.administrator.accessKeyId, undefined),
    'sts',
  );
  const response = await sts?.handle({ request, body, caller });
  expect(response).toMatchObject({
    status: 400,
    body: expect.stringContaining('<Code>InvalidAction</Code>'),
  });
});
