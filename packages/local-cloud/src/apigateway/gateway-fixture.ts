import { Readable } from 'node:stream';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import { openStacks, type Stacks } from '../cloudformation/stacks.ts';
import { parseTemplate } from '../cloudformation/template.ts';
import type { TokenVerification } from '../cognito/token-verifier.ts';
import { type HeaderLine, HttpRequest } from '../front-door/http.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { InvocationOptions, InvocationResult } from '../lambda/function-invoker.ts';
import type { LogLine } from '../logs/log-sink.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { type ApiGateway, type ApiGatewayNeeds, createApiGateway } from './apigateway.ts';

/** What tests read of the events that functions get: of integrations, of authorizers, of templates. */
export interface SeenEvent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters: unknown;
  readonly pathParameters: unknown;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly requestContext: {
    readonly authorizer: { readonly claims: Readonly<Record<string, string>> };
    readonly identity: Readonly<Record<string, unknown>>;
  };
  readonly body: unknown;
  readonly isBase64Encoded: boolean;
  readonly authorizationToken: string;
  readonly a: number;
}

/** A call that a fake function got. */
export interface SeenCall {
  readonly functionArn: string;
  readonly event: SeenEvent;
  readonly options: InvocationOptions | undefined;
}

/** What a test answers a call with: a value to be made JSON, a failure, or the raw outcome. */
export type FakeFunction = (call: SeenCall) => unknown;

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
  readonly bytes: Buffer;
}

export interface TestRequest {
  readonly method?: string;
  /** With the stage: `/prod/items`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | readonly HeaderLine[];
  readonly body?: string | Buffer;
  readonly remoteAddress?: string;
}

/** A gateway over a memory store, with fakes of what it asks. */
export interface GatewayFixture {
  readonly gateway: ApiGateway;
  readonly stacks: Stacks;
  readonly store: OrderedStore;
  readonly journal: JournalEntry[];
  readonly calls: SeenCall[];
  readonly logs: { readonly group: string; readonly message: string }[];
  /** By function ARN; others answer 200 with an empty body. */
  readonly functions: Map<string, FakeFunction>;
  /** Source ARNs that no function may be invoked for. */
  readonly forbidden: Set<string>;
  readonly tokens: Map<string, TokenVerification>;
  /** Moves the clock. */
  readonly clock: { now: number };
  deploy(resources: object): Promise<void>;
  apiId(logicalId?: string): string;
  send(request: TestRequest): Promise<TestAnswer>;
}

/** A failure of a function, as `functionError` of an invocation. */
export class FunctionFailure {
  readonly payload: string;
  constructor(errorType: string, errorMessage: string) {
    this.payload = JSON.stringify({ errorType, errorMessage, trace: [] });
  }
}

/** What a function returned, byte by byte, instead of a value made JSON. */
export class RawPayload {
  readonly payload: string;
  constructor(payload: string) {
    this.payload = payload;
  }
}

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:handler';
export const REQUEST_ID = '11111111-2222-4333-8444-555555555555';
/** 2026-11-20T11:00:00Z */
export const NOW = 1_795_172_400_000;

export async function gatewayFixture(
  store: OrderedStore = memoryStore(),
  more: Partial<ApiGatewayNeeds> = {},
): Promise<GatewayFixture> {
  const journal: JournalEntry[] = [];
  const calls: SeenCall[] = [];
  const logs: { group: string; message: string }[] = [];
  const functions = new Map<string, FakeFunction>();
  const forbidden = new Set<string>();
  const tokens = new Map<string, TokenVerification>();
  const clock = { now: NOW };
  let uuids = 0;
  const sources: Sources = {
    now: () => clock.now,
    uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
    bytes: (length) => Buffer.alloc(length, (uuids++ % 250) + 1),
  };

  const invoke = async (
    functionArn: string,
    payload: string,
    options?: InvocationOptions,
  ): Promise<InvocationResult> => {
    const call = { functionArn, event: JSON.parse(payload), options };
    calls.push(call);
    const result = await (functions.get(functionArn) ?? (() => ({ statusCode: 200 })))(call);
    const base = { requestId: REQUEST_ID, logTail: '' };
    if (result instanceof FunctionFailure) {
      return { ...base, functionError: 'Unhandled', payload: result.payload };
    }
    if (result instanceof RawPayload) return { ...base, payload: result.payload };
    return { ...base, payload: JSON.stringify(result ?? null) };
  };

  const gateway = await createApiGateway(
    {
      account: LOCAL_ACCOUNT,
      sources,
      journal: { write: (entry) => void journal.push(entry) },
      store: store.namespace('apigateway'),
      origin: 'http://localhost:4566',
    },
    {
      invoker: { invoke, allows: (_arn, _principal, source) => !forbidden.has(source) },
      tokens: {
        verify: async (_pools, token) =>
          tokens.get(token) ?? { valid: false, reason: 'malformed', detail: 'The token is not a JWT.' },
      },
      logs: {
        append: async (group: string, _stream: string, events: readonly LogLine[]) => {
          for (const { message } of events) logs.push({ group, message });
        },
      },
      ...more,
    },
  );
  const stacks = await openStacks({
    account: LOCAL_ACCOUNT,
    sources,
    journal: { write: (entry) => void journal.push(entry) },
    store: store.namespace('stacks'),
    providers: gateway.providers,
    localAddress: () => undefined,
  });

  const apiId = (logicalId = 'Api'): string => stacks.records()[0]?.resources[logicalId]?.physicalId ?? '';

  return {
    gateway,
    stacks,
    store,
    journal,
    calls,
    logs,
    functions,
    forbidden,
    tokens,
    clock,
    deploy: async (resources) => {
      const template = parseTemplate({ Resources: resources }, 'test');
      const findings = stacks.check([{ stackName: 'Test', template, parameters: {} }]);
      const refused = findings.filter(({ outcome }) => outcome === 'refused');
      if (refused.length > 0)
        throw new Error(refused.map((one) => `${one.property}: ${one.reason}`).join('\n'));
      await stacks.deploy({ stackName: 'Test', template, parameters: {} });
    },
    apiId,
    send: async (request) => {
      const response = await gateway.handle(apiId(), httpRequest(request, clock.now));
      const { body = '' } = response;
      if (body instanceof Readable) throw new Error('The gateway does not stream.');
      const bytes = Buffer.from(body);
      return { status: response.status, headers: response.headers, body: bytes.toString(), bytes };
    },
  };
}

export function httpRequest(request: TestRequest, now: number = NOW): HttpRequest {
  const { headers = {}, body } = request;
  const lines: HeaderLine[] = isLines(headers) ? [...headers] : Object.entries(headers);
  const announced = lines.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  if (body !== undefined && !announced) lines.push(['Content-Length', String(Buffer.byteLength(body))]);
  return new HttpRequest({
    id: REQUEST_ID,
    receivedAt: now,
    method: request.method ?? 'GET',
    target: request.path,
    headers: lines,
    remoteAddress: request.remoteAddress ?? '::ffff:127.0.0.1',
    stream: Readable.from(body === undefined ? [] : [Buffer.from(body)]),
  });
}

function isLines(headers: NonNullable<TestRequest['headers']>): headers is readonly HeaderLine[] {
  return Array.isArray(headers);
}

type Properties = Readonly<Record<string, unknown>>;

/** `POST` to Lambda's Invoke for a function. */
export const functionUri = (functionArn: string = FUNCTION_ARN): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

export const lambdaProxy = (more: Properties = {}): Properties => ({
  Type: 'AWS_PROXY',
  IntegrationHttpMethod: 'POST',
  Uri: functionUri(),
  ...more,
});

/** One route of an API under test: `GET /items/{id}` and the method's properties. */
export type TestRoutes = Readonly<Record<string, Properties>>;

/**
 * The resources of a template: an API `Api`, its routes, a deployment and the stage `prod`.
 * `more` is added; `RestApiId` is filled in where it is missing.
 */
export function apiTemplate(
  routes: TestRoutes,
  options: {
    api?: Properties;
    stage?: Properties;
    more?: Readonly<Record<string, object>>;
    version?: string;
  } = {},
): object {
  const resources: Record<string, object> = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api', ...options.api } },
  };
  const api = { Ref: 'Api' };
  const methods: string[] = [];
  for (const [route, properties] of Object.entries(routes)) {
    const [verb = 'GET', path = '/'] = route.split(' ');
    let parent: object = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
    let id = 'R';
    for (const part of path.split('/').filter((piece) => piece !== '')) {
      id += part.replaceAll(/[^A-Za-z0-9]/g, (c) => c.charCodeAt(0).toString(16));
      resources[id] = {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { RestApiId: api, ParentId: parent, PathPart: part },
      };
      parent = { Ref: id };
    }
    const method = `${id}${verb}`;
    methods.push(method);
    resources[method] = {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: api,
        ResourceId: parent,
        HttpMethod: verb,
        AuthorizationType: 'NONE',
        Integration: lambdaProxy(),
        ...properties,
      },
    };
  }
  const deployment = `Deployment${options.version ?? ''}`;
  resources[deployment] = {
    Type: 'AWS::ApiGateway::Deployment',
    DependsOn: [...methods, ...Object.keys(options.more ?? {})],
    Properties: { RestApiId: api },
  };
  resources.Stage = {
    Type: 'AWS::ApiGateway::Stage',
    Properties: { RestApiId: api, StageName: 'prod', DeploymentId: { Ref: deployment }, ...options.stage },
  };
  return { ...resources, ...options.more };
}

export const POOL_ARN = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI';

/** A Cognito authorizer `Auth`, for `more` of a template. */
export const cognitoAuthorizerResource = (more: Properties = {}): Record<string, object> => ({
  Auth: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      RestApiId: { Ref: 'Api' },
      Name: 'people',
      Type: 'COGNITO_USER_POOLS',
      IdentitySource: 'method.request.header.Authorization',
      ProviderARNs: [POOL_ARN],
      ...more,
    },
  },
});

/** Method properties: behind the authorizer `Auth`. */
export const behindCognito = (...scopes: string[]): Properties => ({
  AuthorizationType: 'COGNITO_USER_POOLS',
  AuthorizerId: { Ref: 'Auth' },
  ...(scopes.length === 0 ? {} : { AuthorizationScopes: scopes }),
});
