import { Readable } from 'node:stream';
import {
  FUNCTION_ARN,
  FunctionFailure,
  httpRequest,
  NOW,
  RawPayload,
  REQUEST_ID,
  type TestAnswer,
  type TestRequest,
} from '../apigateway/gateway-fixture.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import { openStacks, type Stacks } from '../cloudformation/stacks.ts';
import { parseTemplate } from '../cloudformation/template.ts';
import type { TokenVerification } from '../cognito/token-verifier.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { InvocationOptions, InvocationResult } from '../lambda/function-invoker.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { createHttpApis, type HttpApis, type HttpApisNeeds } from './apigatewayv2.ts';

/** A call that a fake function got. */
export interface SeenHttpCall {
  readonly functionArn: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly sourceArn: string | undefined;
}

/** HTTP APIs over a memory store, with fakes of what they ask. */
export interface HttpApiFixture {
  readonly apis: HttpApis;
  readonly stacks: Stacks;
  readonly journal: JournalEntry[];
  readonly calls: SeenHttpCall[];
  readonly logs: { readonly group: string; readonly message: string }[];
  /** By function ARN: what it returns, made JSON; others answer 200 with an empty body. */
  readonly functions: Map<string, (event: SeenHttpCall['event']) => unknown>;
  /** Source ARNs that no function may be invoked for. */
  readonly forbidden: Set<string>;
  readonly tokens: Map<string, TokenVerification>;
  readonly clock: { now: number };
  deploy(resources: object): Promise<void>;
  /** What of a template is refused, by property and reason. */
  refusals(resources: object): string[];
  apiId(): string;
  send(request: TestRequest): Promise<TestAnswer>;
}

export async function httpApiFixture(
  more: Partial<HttpApisNeeds> = {},
  store: OrderedStore = memoryStore(),
): Promise<HttpApiFixture> {
  const journal: JournalEntry[] = [];
  const calls: SeenHttpCall[] = [];
  const logs: { group: string; message: string }[] = [];
  const functions: HttpApiFixture['functions'] = new Map();
  const forbidden = new Set<string>();
  const tokens = new Map<string, TokenVerification>();
  const clock = { now: NOW };
  let uuids = 0;
  const sources: Sources = {
    now: () => clock.now,
    uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
    bytes: (length) => Buffer.alloc(length, (uuids++ % 250) + 1),
  };
  let sourceArn: string | undefined;

  const invoke = async (
    functionArn: string,
    payload: string,
    _options?: InvocationOptions,
  ): Promise<InvocationResult> => {
    const event: SeenHttpCall['event'] = JSON.parse(payload);
    calls.push({ functionArn, event, sourceArn });
    const result = await (functions.get(functionArn) ?? (() => ({ statusCode: 200 })))(event);
    const base = { requestId: REQUEST_ID, logTail: '' };
    if (result instanceof FunctionFailure) {
      return { ...base, functionError: 'Unhandled', payload: result.payload };
    }
    return {
      ...base,
      payload: result instanceof RawPayload ? result.payload : JSON.stringify(result ?? null),
    };
  };

  const write = (entry: JournalEntry): void => {
    if (entry.outcome !== 'allowed') journal.push(entry);
  };
  const apis = createHttpApis(
    {
      account: LOCAL_ACCOUNT,
      sources,
      journal: { write },
      store: store.namespace('apigatewayv2'),
      origin: 'http://localhost:4566',
    },
    {
      invoker: {
        invoke,
        allows: (_arn, _principal, source) => {
          sourceArn = source;
          return !forbidden.has(source);
        },
      },
      tokens: {
        verify: async (_pools, token) =>
          tokens.get(token) ?? { valid: false, reason: 'malformed', detail: 'The token is not a JWT.' },
      },
      logs: {
        append: async (group, _stream, events) => {
          for (const { message } of events) logs.push({ group, message });
        },
      },
      ...more,
    },
  );
  const stacks = await openStacks({
    account: LOCAL_ACCOUNT,
    sources,
    journal: { write },
    store: store.namespace('stacks'),
    providers: apis.providers,
    localAddress: () => undefined,
  });
  const apiId = (): string => stacks.records()[0]?.resources.Api?.physicalId ?? '';
  const refusals = (resources: object): string[] =>
    stacks
      .check([
        {
          stackName: 'Test',
          template: parseTemplate({ Resources: resources }, 'test'),
          parameters: {},
        },
      ])
      .filter(({ outcome }) => outcome === 'refused')
      .map(({ type, property, reason }) => `${property ?? type}: ${reason}`);

  return {
    apis,
    stacks,
    journal,
    calls,
    logs,
    functions,
    forbidden,
    tokens,
    clock,
    refusals,
    apiId,
    deploy: async (resources) => {
      const refused = refusals(resources);
      if (refused.length > 0) throw new Error(refused.join('\n'));
      const template = parseTemplate({ Resources: resources }, 'test');
      await stacks.deploy({ stackName: 'Test', template, parameters: {} });
    },
    send: async (request) => {
      const response = await apis.handle(apiId(), httpRequest(request, clock.now));
      const { body = '' } = response;
      if (body instanceof Readable) throw new Error('The gateway does not stream.');
      const bytes = Buffer.from(body);
      return { status: response.status, headers: response.headers, body: bytes.toString(), bytes };
    },
  };
}

type Properties = Readonly<Record<string, unknown>>;

const resource = (type: string, properties: Properties): object => ({
  Type: `AWS::ApiGatewayV2::${type}`,
  Properties: type === 'Api' ? properties : { ApiId: { Ref: 'Api' }, ...properties },
});

/** What a test's template has beside its routes. */
export interface HttpApiOptions {
  readonly api?: Properties;
  readonly stage?: Properties;
  /** Of the integration `Main`, which every route has that names no other. */
  readonly integration?: Properties;
  readonly more?: Readonly<Record<string, object>>;
}

/** The resources of a template: an HTTP API `Api`, its routes by key, and the stage `$default`. */
export function httpApiTemplate(
  routes: Readonly<Record<string, Properties>>,
  options: HttpApiOptions = {},
): Record<string, object> {
  const resources: Record<string, object> = {
    Api: resource('Api', { Name: 'api', ProtocolType: 'HTTP', ...options.api }),
    Main: resource('Integration', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: FUNCTION_ARN,
      PayloadFormatVersion: '2.0',
      ...options.integration,
    }),
    Stage: resource('Stage', { StageName: '$default', AutoDeploy: true, ...options.stage }),
  };
  let number = 0;
  for (const [RouteKey, properties] of Object.entries(routes)) {
    const Target = { 'Fn::Join': ['', ['integrations/', { Ref: 'Main' }]] };
    resources[`Route${number++}`] = resource('Route', { RouteKey, Target, ...properties });
  }
  return { ...resources, ...options.more };
}

export { resource as httpApiResource };

export const POOL_ARN = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI';

/** A JWT authorizer `People` of a user pool, for `more` of a template. */
export const jwtAuthorizerResource = (more: Properties = {}): Record<string, object> => ({
  People: resource('Authorizer', {
    Name: 'people',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: {
      Audience: ['web'],
      Issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI',
    },
    ...more,
  }),
});

/** Route properties: behind the authorizer `People`. */
export const behindJwt = (...scopes: string[]): Properties => ({
  AuthorizationType: 'JWT',
  AuthorizerId: { Ref: 'People' },
  ...(scopes.length === 0 ? {} : { AuthorizationScopes: scopes }),
});
