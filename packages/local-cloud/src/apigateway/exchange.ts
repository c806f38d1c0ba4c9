import type { Account } from '../aws/account.ts';
import type { Caller } from '../aws/aws-service.ts';
import type { Sources } from '../aws/sources.ts';
import type { HeaderLine, HttpRequest } from '../front-door/http.ts';
import type { MediaTypeMatcher } from './media-types.ts';
import { type ParameterMaps, queryMaps } from './query-parameters.ts';
import { type RequestContext, requestContext } from './request-context.ts';
import { sourceIp } from './source-ip.ts';
import { readTrace, type Trace } from './trace-header.ts';

/** What every request of a stage is answered with. */
export interface StageFacts {
  readonly account: Account;
  readonly sources: Sources;
  readonly apiId: string;
  readonly stage: string;
  readonly deploymentId: string;
  /** Null when the stage has none. */
  readonly variables: Readonly<Record<string, string>> | null;
  readonly isBinary: MediaTypeMatcher;
  /** How clients reach the gateway, for the `X-Forwarded-*` headers. */
  readonly scheme: string;
  readonly port: string;
}

/** The resource and the method that a request was routed to. */
export interface RoutedMethod {
  readonly resourceId: string;
  /** `/items/{id}` */
  readonly resourcePath: string;
  readonly operationName: string | undefined;
}

/** What an authorizer found out, as the function sees it in `requestContext.authorizer`. */
export type AuthorizerContext = Readonly<Record<string, unknown>>;

/** One request on its way through a stage. */
export class Exchange {
  readonly http: HttpRequest;
  readonly facts: StageFacts;
  /** Without the stage, undecoded, one slash at its beginning. */
  readonly path: string;
  /** With the stage, undecoded, as it came. */
  readonly stagePath: string;
  /**
   * `x-amz-apigw-id`: 11 bytes as base64, which are 15 characters and `=`. Source: the sample responses of
   * https://docs.aws.amazon.com/eks/latest/APIReference/API_ListFargateProfiles.html, and `extendedRequestId` in
   * access logs of 2026.
   */
  readonly extendedRequestId: string;
  readonly trace: Trace;
  /** Undefined as long as no route has matched. */
  routed: RoutedMethod | undefined;
  pathParameters: Readonly<Record<string, string>> | null = null;
  authorizer: AuthorizerContext | undefined;
  /** The authorizer that let the request pass. */
  allowedBy: string | undefined;
  apiKey: { readonly id: string; readonly value: string } | undefined;
  /** The API key that a Lambda authorizer named. */
  usageIdentifierKey: string | undefined;
  /** Who signed the request, behind AWS_IAM. */
  caller: Caller | undefined;
  body: Buffer = EMPTY;
  /** On the clock of `performance`: when an authorizer let the request pass. */
  authorizedAt: number | undefined;
  /** Milliseconds that the integration took, once it answered. */
  integrationLatency: number | undefined;
  #headers: ParameterMaps | undefined;
  #query: ParameterMaps | undefined;

  constructor(http: HttpRequest, facts: StageFacts, path: string) {
    const random = facts.sources.bytes(31);
    this.http = http;
    this.facts = facts;
    this.path = path;
    this.stagePath = http.rawPath;
    this.extendedRequestId = `${random.toString('base64url', 0, 11)}=`;
    this.trace = readTrace(http, random.subarray(11));
  }

  /** The client's headers and those that the gateway adds, in the casing that a function sees. */
  get headers(): ParameterMaps {
    this.#headers ??= headerMaps(this);
    return this.#headers;
  }

  get query(): ParameterMaps {
    this.#query ??= queryMaps(this.http.rawQuery);
    return this.#query;
  }

  /** `requestContext` with what is known by now, without `authorizer`. */
  get context(): RequestContext {
    return requestContext(this);
  }

  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`; `path` begins with a slash. */
  arnOf(path: string): string {
    const { account, apiId, stage } = this.facts;
    const api = `arn:${account.partition}:execute-api:${account.region}:${account.accountId}:${apiId}`;
    return `${api}/${stage}/${this.http.method}${path}`;
  }

  /** The address of the client as IPv4 where it is one. */
  get sourceIp(): string {
    return sourceIp(this.http);
  }
}

/** Whether an authorizer let a request pass, or nothing was in its way. */
export function passed({ allowedBy }: { readonly allowedBy: string | undefined }, refusal: unknown): boolean {
  return allowedBy !== undefined || refusal === undefined;
}

const EMPTY = Buffer.alloc(0);

/** Headers that never reach an integration. */
const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'transfer-encoding',
  'trailer',
  'upgrade',
  'www-authenticate',
]);

const RECASED: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
  ['host', 'Host'],
]);

const REPLACED: ReadonlySet<string> = new Set([
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

function headerMaps(exchange: Exchange): ParameterMaps {
  const { http, facts, trace } = exchange;
  const forwarded = http.headerValues('x-forwarded-for');
  const added: HeaderLine[] = [
    [
      'X-Amzn-Trace-Id',
      http.header('x-amzn-trace-id') === undefined
        ? `Root=${trace.root}`
        : `Root=${trace.root};Parent=${trace.parent};Sampled=${trace.sampled}`,
    ],
    ['X-Forwarded-For', [...forwarded, exchange.sourceIp].join(', ')],
    ['X-Forwarded-Port', facts.port],
    ['X-Forwarded-Proto', facts.scheme],
  ];
  const single: Record<string, string> = Object.create(null);
  const multi: Record<string, string[]> = Object.create(null);
  const casing = new Map<string, string>();
  const add = (name: string, lower: string, value: string): void => {
    const known = casing.get(lower);
    if (known === undefined) {
      const own = RECASED.get(lower) ?? name;
      casing.set(lower, own);
      single[own] = value;
      multi[own] = [value];
    } else {
      single[known] = value;
      multi[known]?.push(value);
    }
  };
  for (const [name, value] of http.headers) {
    const lower = name.toLowerCase();
    if (!DROPPED.has(lower) && !REPLACED.has(lower)) add(name, lower, value);
  }
  for (const [name, value] of added) add(name, name.toLowerCase(), value);
  return { single, multi };
}
