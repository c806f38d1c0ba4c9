import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../cloudformation/resource-provider.ts';
import { allow, type IamFixture, LAMBDA_TRUST, openIam } from '../iam/testing/iam-fixture.ts';
import { apiTemplate, type GatewayFixture, gatewayFixture, REQUEST_ID } from './gateway-fixture.ts';

/** SHA-256, or HMAC with a secret, in the form that the signer asks for. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', secret as string | NodeJS.ArrayBufferView);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

let iam: IamFixture;
let fixture: GatewayFixture;

beforeAll(async () => {
  iam = await openIam();
  fixture = await gatewayFixture(undefined, { authenticate: iam.iam.authenticate });
  fixture.clock.now = iam.clock.now;
  await fixture.deploy(apiTemplate({ 'POST /items/{id}': { AuthorizationType: 'AWS_IAM' } }));
});
afterAll(() => iam.close());
beforeEach(() => {
  iam.journal.length = 0;
  fixture.journal.length = 0;
});

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

async function signed(
  change: { readonly keys?: Partial<Keys>; readonly host?: string; readonly service?: string } = {},
) {
  const { accessKeyId, secretAccessKey, region } = iam.iam.administrator;
  const host = change.host ?? 'localhost:4566';
  const prefix = host.startsWith('localhost') ? `/execute-api/${fixture.apiId()}` : '';
  const signer = new SignatureV4({
    service: change.service ?? 'execute-api',
    region,
    credentials: { accessKeyId, secretAccessKey, ...change.keys },
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: host,
    path: `${prefix}/prod/items/a%20b`,
    query: { q: '1' },
    headers: { host, 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  return { method: 'POST', path: '/prod/items/a%20b?q=1', headers, body: '{"a":1}' };
}

/** A session of a role that has these policies. */
async function session(name: string, ...documents: JsonObject[]): Promise<Keys> {
  const role = await iam.create('AWS::IAM::Role', name, {
    RoleName: name,
    AssumeRolePolicyDocument: LAMBDA_TRUST,
    Policies: documents.map((PolicyDocument, index) => ({ PolicyName: `p${index}`, PolicyDocument })),
  });
  return iam.assume(role);
}

describe('AWS_IAM with the signer of the SDK', () => {
  it.each([undefined, 'api'])('lets a signed request pass, sent to %s', async (host) => {
    const request = await signed(
      host === undefined ? {} : { host: `${fixture.apiId()}.execute-api.localhost` },
    );
    expect((await fixture.send(request)).status).toBe(200);
    expect(fixture.calls.at(-1)?.event.requestContext.identity.userArn).toMatch(/^arn:aws:iam::/);
  });

  it('lets a session pass whose role may invoke the method', async () => {
    const keys = await session('caller', allow('execute-api:Invoke', '*'));
    expect((await fixture.send(await signed({ keys }))).status).toBe(200);
  });

  const mismatch =
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
  const invalidToken = 'The security token included in the request is invalid.';
  const denied = (role: string, reason: string): string =>
    JSON.stringify({
      Message: `User: arn:aws:sts::000000000000:assumed-role/${role}/fn is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:${fixture.apiId()}/prod/POST/items/a%20b ${reason}`,
    });
  const message = (text: string): string => JSON.stringify({ message: text });

  it.each<
    [
      name: string,
      request: () => Promise<Awaited<ReturnType<typeof signed>>>,
      errorType: string,
      body: () => string,
      rule: RegExp,
    ]
  >([
    [
      'no signature',
      async () => ({ ...(await signed()), headers: {} }),
      'MissingAuthenticationTokenException',
      () => message('Missing Authentication Token'),
      /unsigned/,
    ],
    [
      'a wrong secret',
      () => signed({ keys: { secretAccessKey: 'x'.repeat(40) } }),
      'InvalidSignatureException',
      () => message(mismatch),
      /wrong signature/,
    ],
    [
      'a changed body',
      async () => ({ ...(await signed()), body: '{"a":2}' }),
      'InvalidSignatureException',
      () => message(mismatch),
      /wrong signature/,
    ],
    [
      'an unknown key',
      () => signed({ keys: { accessKeyId: 'AKIAUNKNOWN000000000' } }),
      'UnrecognizedClientException',
      () => message(invalidToken),
      /unknown key/,
    ],
    [
      'another service',
      () => signed({ service: 'lambda' }),
      'InvalidSignatureException',
      () => message("Credential should be scoped to correct service: 'execute-api'. "),
      /wrong service/,
    ],
    [
      'a session without its token',
      async () => {
        const { accessKeyId, secretAccessKey } = await session('tokenless');
        return signed({ keys: { accessKeyId, secretAccessKey } });
      },
      'UnrecognizedClientException',
      () => message(invalidToken),
      /wrong token/,
    ],
    [
      'a session that has ended',
      async () => {
        const begun = iam.clock.now;
        iam.clock.now -= 2 * 24 * 60 * 60 * 1000;
        const keys = await session('late');
        iam.clock.now = begun;
        return signed({ keys });
      },
      'ExpiredTokenException',
      () => message('The security token included in the request is expired'),
      /expired token/,
    ],
    [
      'a role without a policy',
      async () => signed({ keys: await session('bare') }),
      'AccessDeniedException',
      () => denied('bare', 'because no identity-based policy allows the execute-api:Invoke action'),
      /role bare/,
    ],
    [
      'a role whose policy denies it',
      async () => {
        const deny = { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: '*' };
        const keys = await session('denied', allow('*', '*'), { Version: '2012-10-17', Statement: [deny] });
        return signed({ keys });
      },
      'AccessDeniedException',
      () => denied('denied', 'with an explicit deny in an identity-based policy'),
      /role denied/,
    ],
  ])('refuses %s', async (_, request, errorType, body, rule) => {
    const sent = await request();
    iam.journal.length = 0;
    const { bytes: _bytes, ...answer } = await fixture.send(sent);
    expect(answer).toEqual({
      status: 403,
      body: body(),
      headers: {
        'Content-Type': 'application/json',
        'x-amzn-RequestId': REQUEST_ID,
        'x-amz-apigw-id': expect.stringMatching(/^[A-Za-z0-9_-]{15}=$/),
        'x-amzn-ErrorType': errorType,
      },
    });
    // IAM tells why; the gateway has nothing to add.
    expect(fixture.journal).toEqual([]);
    expect(iam.journal).toMatchObject([{ requestId: REQUEST_ID, outcome: 'refused' }]);
    expect(iam.journal[0]?.rule).toMatch(rule);
  });
});
