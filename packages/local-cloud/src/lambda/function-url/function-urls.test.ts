import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetFunctionUrlConfigCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAssembly } from '../../assembly/assembly-fixture.ts';
import { LocalCloud } from '../../cloud.ts';
import { LAMBDA_TRUST } from '../../iam/testing/iam-fixture.ts';

const handler = (source: string): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile: source } },
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
  },
});
const permission = (name: string, properties: object): object => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: { 'Fn::GetAtt': [name, 'Arn'] }, Principal: '*', ...properties },
});
const url = (name: string, properties: object): object => ({
  Type: 'AWS::Lambda::Url',
  Properties: { TargetFunctionArn: { 'Fn::GetAtt': [name, 'Arn'] }, ...properties },
});
const output = (id: string, attribute = 'FunctionUrl'): object => ({
  Value: { 'Fn::GetAtt': [id, attribute] },
});

const ECHO = `exports.handler = async (event) => {
  if (event.rawPath === '/fail') throw new Error('no');
  return { statusCode: 201, headers: { 'x-own': '1' }, cookies: ['a=1', 'b=2'], body: JSON.stringify(event) };
};`;

/** As CDK's addFunctionUrl writes it. */
const TEMPLATE = {
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: LAMBDA_TRUST } },
    Open: handler(ECHO),
    OpenUrl: url('Open', {
      AuthType: 'NONE',
      Cors: { AllowOrigins: ['https://example.com'], AllowMethods: ['*'], AllowHeaders: ['x-a'], MaxAge: 60 },
    }),
    OpenInvokeUrl: permission('Open', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
    OpenInvoke: permission('Open', { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
    Half: handler(ECHO),
    HalfUrl: url('Half', { AuthType: 'NONE' }),
    HalfInvokeUrl: permission('Half', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
    Signed: handler(ECHO),
    SignedUrl: url('Signed', { AuthType: 'AWS_IAM' }),
  },
  Outputs: {
    Open: output('OpenUrl'),
    Half: output('HalfUrl'),
    Signed: output('SignedUrl'),
    Name: { Value: { Ref: 'Open' } },
  },
};

let directory: string;
let cloud: LocalCloud;
let outputs: Record<string, string>;
let lambda: LambdaClient;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'function-urls-'));
  cloud = await LocalCloud.open({ dataDirectory: join(directory, 'data'), port: 0 });
  await cloud.deploy(await writeAssembly(join(directory, 'cdk.out'), { Urls: TEMPLATE }));
  outputs = cloud.outputs().Urls ?? {};
  lambda = new LambdaClient({
    endpoint: cloud.origin,
    region: 'us-east-1',
    credentials: cloud.administrator,
  });
}, 60_000);
afterAll(async () => {
  lambda.destroy();
  await cloud.stop();
  await rm(directory, { recursive: true });
});

describe('a function URL', () => {
  it('gives the function an event of format 2.0 and answers with what it returned', async () => {
    expect(outputs.Open).toMatch(new RegExp(`^${cloud.origin}/lambda-url/[a-z2-7]{32}/$`));
    const response = await fetch(`${outputs.Open}a/b?x=1&x=2`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'c=3' },
      body: '{"k":1}',
    });
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-own')).toBe('1');
    const id = outputs.Open?.split('/').at(-2);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a/b',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      cookies: ['c=3'],
      body: '{"k":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: 'anonymous',
        apiId: id,
        domainName: `${id}.lambda-url.us-east-1.on.aws`,
        domainPrefix: id,
        http: { method: 'POST', path: '/a/b' },
        requestId: response.headers.get('x-amzn-requestid'),
        stage: '$default',
      },
    });
  });

  it('answers preflights itself and adds its headers for allowed origins', async () => {
    const origin = { origin: 'https://example.com' };
    const preflight = await fetch(outputs.Open ?? '', {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'PUT' },
    });
    expect(preflight.status).toBe(200);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'https://example.com',
      'access-control-allow-methods': '*',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '60',
      vary: 'Origin',
    });
    const allowed = await fetch(outputs.Open ?? '', { headers: origin });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://example.com');
    const other = await fetch(outputs.Open ?? '', { headers: { origin: 'https://other.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers 502 when the function fails', async () => {
    const response = await fetch(`${outputs.Open}fail`);
    expect([response.status, await response.text()]).toEqual([502, 'Internal Server Error']);
  });

  it('lets nobody in without both permissions, nor without a signature where it asks for one', async () => {
    for (const address of [outputs.Half, outputs.Signed, `${cloud.origin}/lambda-url/nobody/`]) {
      const response = await fetch(address ?? '');
      expect([response.status, await response.json()]).toEqual([403, { Message: 'Forbidden' }]);
    }
  });

  it('tells the function who signed', async () => {
    const response = await signedGet(`${outputs.Signed}x`);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      requestContext: {
        accountId: '000000000000',
        authorizer: {
          iam: { accountId: '000000000000', userArn: expect.stringMatching(/^arn:aws:iam::0{12}:/) },
        },
      },
    });
    expect((await signedGet(`${outputs.Signed}x`, 'wrong')).status).toBe(403);
  });

  it('opens nothing but itself', async () => {
    const unsigned = await fetch(`${cloud.origin}/2015-03-31/functions/${outputs.Name}/invocations`, {
      method: 'POST',
    });
    expect(unsigned.status).toBe(403);
    const signed = await lambda.send(new InvokeCommand({ FunctionName: outputs.Name, Payload: '{}' }));
    expect(signed.StatusCode).toBe(200);
  });

  it('is read and changed through the API', async () => {
    const { Name: FunctionName } = outputs;
    const read = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
    expect(read).toMatchObject({ AuthType: 'NONE', Cors: { AllowMethods: ['*'], MaxAge: 60 } });
    await lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }));
    const { FunctionUrlConfigs: listed } = await lambda.send(
      new ListFunctionUrlConfigsCommand({ FunctionName }),
    );
    expect(listed).toMatchObject([{ AuthType: 'AWS_IAM', FunctionUrl: read.FunctionUrl }]);
    expect((await fetch(outputs.Open ?? '')).status).toBe(403);
  });
});

async function signedGet(address: string, secretAccessKey?: string): Promise<Response> {
  const { host, hostname, pathname } = new URL(address);
  const { accessKeyId, secretAccessKey: own } = cloud.administrator;
  const signer = new SignatureV4({
    service: 'lambda',
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: secretAccessKey ?? own },
    sha256: Sha256,
  });
  const request = { method: 'GET', protocol: 'http:', hostname, path: pathname, headers: { host } };
  const { headers } = await signer.sign(request);
  return fetch(address, { headers });
}

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', Buffer.from(secret as ArrayBuffer));
  }
  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}
