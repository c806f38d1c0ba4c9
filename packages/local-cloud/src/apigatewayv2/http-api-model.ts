import type { Throttle } from '../apigateway/rest-api-model.ts';

/** An HTTP API, without its parts. */
export interface HttpApi {
  /** Ten characters of a-z and 0-9. */
  readonly id: string;
  readonly name: string;
  readonly cors: CorsSettings | undefined;
}

export interface CorsSettings {
  /** Origins, `*`, `http://*` or `https://*`. */
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds. */
  readonly maxAge: number | undefined;
}

/** As templates name them, of HTTP APIs and of function URLs. */
export const CORS_MEMBERS: readonly string[] = [
  'AllowCredentials',
  'AllowHeaders',
  'AllowMethods',
  'AllowOrigins',
  'ExposeHeaders',
  'MaxAge',
];

export type RouteAuthorization =
  | { readonly type: 'NONE' }
  | { readonly type: 'AWS_IAM' }
  | { readonly type: 'CUSTOM'; readonly authorizerId: string }
  | { readonly type: 'JWT'; readonly authorizerId: string; readonly scopes: readonly string[] };

export interface HttpRoute {
  readonly id: string;
  readonly apiId: string;
  /** `GET /items/{id}`, `ANY /files/{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly integrationId: string | undefined;
  readonly authorization: RouteAuthorization;
}

/** What the function gets and how its answer is read. */
export type PayloadFormat = '1.0' | '2.0';

/** `append:header.x`, `overwrite:path`, ...: `$request.header.y` and the like, or a text. */
export type ParameterMappings = Readonly<Record<string, string>>;

interface IntegrationBase {
  readonly id: string;
  readonly apiId: string;
  readonly timeoutMs: number;
  /** By the status code that the backend answers. */
  readonly responseParameters: Readonly<Record<string, ParameterMappings>>;
}

export interface LambdaIntegration extends IntegrationBase {
  readonly type: 'AWS_PROXY';
  /** A function's ARN, or the ARN of its Invoke action; it may hold stage variables. */
  readonly uri: string;
  readonly payloadFormat: PayloadFormat;
  /** The ARN of the role that calls the function; without one the function's resource policy must allow it. */
  readonly credentials: string | undefined;
}

export interface HttpProxyIntegration extends IntegrationBase {
  readonly type: 'HTTP_PROXY';
  readonly uri: string;
  /** A verb, or `ANY` for the client's own. */
  readonly method: string;
  readonly requestParameters: ParameterMappings;
}

export type HttpApiIntegration = LambdaIntegration | HttpProxyIntegration;

/** Whose tokens a JWT authorizer takes: those of a user pool of this cloud, or of a server on this machine. */
export type TokenIssuer =
  | { readonly kind: 'user pool'; readonly userPoolArn: string }
  | { readonly kind: 'loopback'; readonly issuer: string };

export interface JwtAuthorizer {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  readonly type: 'JWT';
  /** `$request.header.Authorization` */
  readonly identitySource: string;
  readonly issuer: TokenIssuer;
  readonly audience: readonly string[];
}

export interface RequestAuthorizer {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  readonly type: 'REQUEST';
  readonly uri: string;
  readonly credentials: string | undefined;
  readonly payloadFormat: PayloadFormat;
  /** Whether the function answers `isAuthorized` instead of a policy. */
  readonly simpleResponses: boolean;
  readonly identitySources: readonly string[];
  /** Seconds; 0 turns the cache off. */
  readonly resultTtl: number;
}

export type HttpApiAuthorizer = JwtAuthorizer | RequestAuthorizer;

/** An API with its parts at one moment: what a stage serves. */
export interface ApiSnapshot {
  readonly api: HttpApi;
  readonly routes: readonly HttpRoute[];
  readonly integrations: readonly HttpApiIntegration[];
  readonly authorizers: readonly HttpApiAuthorizer[];
}

export interface HttpApiDeployment extends ApiSnapshot {
  readonly id: string;
}

export interface HttpApiStage {
  readonly apiId: string;
  /** `$default` is served without a prefix. */
  readonly name: string;
  /** Serves the API as it is instead of a deployment. */
  readonly autoDeploy: boolean;
  readonly deploymentId: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly defaultThrottle: Throttle;
  /** By route key. */
  readonly routeThrottles: Readonly<Record<string, Throttle>>;
  readonly accessLog: { readonly destinationArn: string; readonly format: string } | undefined;
}
