import { type ParameterMaps, queryMaps } from '../apigateway/query-parameters.ts';
import { sourceIp } from '../apigateway/source-ip.ts';
import { readTrace, type Trace } from '../apigateway/trace-header.ts';
import type { Account } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { HttpRefusal } from './http-refusal.ts';
import { decodedPath } from './request-path.ts';

/** What every request of a stage is answered with. */
export interface HttpStageFacts {
  readonly account: Account;
  readonly sources: Sources;
  readonly apiId: string;
  /** A name, or `$default`. */
  readonly stage: string;
  readonly variables: Readonly<Record<string, string>> | undefined;
  /** How clients reach the gateway, for the `X-Forwarded-*` headers. */
  readonly scheme: string;
  readonly port: string;
}

/** What an authorizer found out about a caller. */
export type RouteAuthorizer =
  | {
      readonly type: 'jwt';
      readonly claims: Readonly<Record<string, string>>;
      /** Null on routes that ask for none. */
      readonly scopes: readonly string[] | null;
    }
  | {
      readonly type: 'lambda';
      readonly context: Readonly<Record<string, unknown>>;
      readonly principalId: string | undefined;
    }
  | {
      readonly type: 'iam';
      readonly accessKey: string;
      readonly accountId: string;
      readonly userArn: string;
      readonly userId: string;
    };

/** The route that a request was given to. */
export interface SelectedRoute {
  /** `GET /items/{id}` or `$default`. */
  readonly routeKey: string;
  /** `/items/{id}` or `$default`. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** One request on its way through a stage. */
export class HttpExchange {
  readonly http: HttpRequest;
  readonly facts: HttpStageFacts;
  /** Without a stage's name, decoded. */
  readonly path: string;
  /** With the name of a named stage, decoded. */
  readonly rawPath: string;
  /** `apigw-requestid`: 15 characters and `=`. */
  readonly requestId: string;
  readonly trace: Trace;
  /** Undefined as long as no route has matched. */
  route: SelectedRoute | undefined;
  authorizer: RouteAuthorizer | undefined;
  /** The authorizer that let the request pass. */
  allowedBy: string | undefined;
  /** On the clock of `performance`: when the route's authorizer let the request pass. */
  authorizedAt: number | undefined;
  body: Buffer = EMPTY;
  /** Milliseconds that the integration took, and the status it answered with. */
  integration: { readonly latency: number; readonly status: number | undefined } | undefined;
  #query: ParameterMaps | undefined;

  /** `pathBelowStage` is undecoded. */
  constructor(http: HttpRequest, facts: HttpStageFacts, pathBelowStage: string) {
    const random = facts.sources.bytes(31);
    this.requestId = `${random.toString('base64url', 0, 11)}=`;
    this.http = http.named(this.requestId);
    this.facts = facts;
    this.path = decodedPath(pathBelowStage);
    this.rawPath = facts.stage === '$default' ? this.path : decodedPath(http.rawPath);
    this.trace = readTrace(http, random.subarray(11));
  }

  get query(): ParameterMaps {
    this.#query ??= queryMaps(this.http.rawQuery);
    return this.#query;
  }

  get sourceIp(): string {
    return sourceIp(this.http);
  }

  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`; `path` begins with a slash. */
  arnOf(path: string): string {
    return `${this.apiArn}/${this.facts.stage}/${this.http.method}${path}`;
  }

  /** In whose name the integration's function is called. */
  get routeArn(): string {
    const { route, facts } = this;
    return route === undefined || route.path === '$default'
      ? `${this.apiArn}/${facts.stage}/$default`
      : this.arnOf(route.path);
  }

  /** `arn:aws:execute-api:<region>:<account>:<api>` */
  get apiArn(): string {
    const { account, apiId } = this.facts;
    return `arn:${account.partition}:execute-api:${account.region}:${account.accountId}:${apiId}`;
  }
}

const EMPTY = Buffer.alloc(0);

/** One step between the route and the integration: gives a refusal, or nothing when the request may go on. */
export type RouteCheck = (
  exchange: HttpExchange,
) => HttpRefusal | undefined | Promise<HttpRefusal | undefined>;

/** What a route does with a request that every check let through. */
export type RouteIntegration = (exchange: HttpExchange) => Promise<HttpResponse | HttpRefusal>;
