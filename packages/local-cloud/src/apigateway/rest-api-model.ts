import type { JsonObject } from '../cloudformation/resource-provider.ts';

/** A REST API, without its parts. */
export interface RestApi {
  /** Ten characters of a-z and 0-9. */
  readonly id: string;
  readonly name: string;
  readonly rootResourceId: string;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** The resource policy as the template gave it. */
  readonly policy: JsonObject | undefined;
}

/** One path part below its parent: `items`, `{id}` or `{proxy+}`. The root is not stored. */
export interface Resource {
  readonly id: string;
  readonly apiId: string;
  readonly parentId: string;
  readonly pathPart: string;
}

export type AuthorizationType = 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';

export interface Method {
  readonly apiId: string;
  readonly resourceId: string;
  /** A verb or `ANY`. */
  readonly httpMethod: string;
  readonly authorizationType: AuthorizationType;
  readonly authorizerId: string | undefined;
  readonly authorizationScopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName: string | undefined;
  readonly requestValidatorId: string | undefined;
  /** Model names by content type. */
  readonly requestModels: Readonly<Record<string, string>>;
  /** `method.request.header.X`: whether it is required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  readonly methodResponses: readonly MethodResponse[];
  readonly integration: IntegrationSettings;
}

export interface MethodResponse {
  readonly statusCode: string;
  /** `method.response.header.X`: whether it is required, which API Gateway does not enforce. */
  readonly responseParameters: Readonly<Record<string, boolean>>;
}

export type IntegrationType = 'AWS_PROXY' | 'AWS' | 'HTTP_PROXY' | 'HTTP' | 'MOCK';
export type ContentHandling = 'CONVERT_TO_TEXT' | 'CONVERT_TO_BINARY';
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';

export interface IntegrationSettings {
  readonly type: IntegrationType;
  readonly uri: string | undefined;
  readonly integrationHttpMethod: string | undefined;
  /** The ARN of the role that the integration acts as. */
  readonly credentials: string | undefined;
  readonly timeoutMs: number;
  readonly passthroughBehavior: PassthroughBehavior;
  readonly contentHandling: ContentHandling | undefined;
  /** VTL by content type. */
  readonly requestTemplates: Readonly<Record<string, string>>;
  /** `integration.request.header.X` from `method.request.querystring.y` and the like. */
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly responses: readonly IntegrationResponse[];
}

export interface IntegrationResponse {
  readonly statusCode: string;
  /** A Java regular expression; undefined for the default response. */
  readonly selectionPattern: string | undefined;
  readonly contentHandling: ContentHandling | undefined;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly responseParameters: Readonly<Record<string, string>>;
}

interface AuthorizerBase {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  /** `method.request.header.Authorization`, ... in the template's order. */
  readonly identitySources: readonly string[];
  readonly identityValidationExpression: string | undefined;
}

export type AuthorizerSettings =
  | (AuthorizerBase & { readonly type: 'COGNITO_USER_POOLS'; readonly providerArns: readonly string[] })
  | (AuthorizerBase & {
      readonly type: 'TOKEN' | 'REQUEST';
      readonly uri: string;
      readonly credentials: string | undefined;
      /** Seconds; 0 turns the cache off. */
      readonly resultTtl: number;
    });

export interface RequestValidatorSettings {
  readonly id: string;
  readonly apiId: string;
  readonly validateBody: boolean;
  readonly validateParameters: boolean;
}

export interface Model {
  readonly apiId: string;
  readonly name: string;
  readonly contentType: string;
  readonly schema: JsonObject;
}

export interface GatewayResponseSettings {
  readonly apiId: string;
  readonly responseType: string;
  readonly statusCode: number | undefined;
  /** `gatewayresponse.header.X`: `'literal'` or a mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** An API as it was when it was deployed; what a stage serves. */
export interface Deployment {
  readonly id: string;
  readonly apiId: string;
  readonly api: RestApi;
  readonly resources: readonly Resource[];
  readonly methods: readonly Method[];
  readonly authorizers: readonly AuthorizerSettings[];
  readonly validators: readonly RequestValidatorSettings[];
  readonly models: readonly Model[];
  readonly gatewayResponses: readonly GatewayResponseSettings[];
}

/** Requests a second and the size of the bucket; undefined where nothing limits. */
export interface Throttle {
  readonly rateLimit: number | undefined;
  readonly burstLimit: number | undefined;
}

export interface MethodSetting extends Throttle {
  /** `/*` for all, else a resource path: `/items/{id}`. */
  readonly resourcePath: string;
  /** `*` for all. */
  readonly httpMethod: string;
  readonly loggingLevel: 'OFF' | 'ERROR' | 'INFO';
  readonly dataTraceEnabled: boolean;
}

export interface Stage {
  readonly apiId: string;
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly methodSettings: readonly MethodSetting[];
  readonly accessLog: { readonly destinationArn: string; readonly format: string } | undefined;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly {
    readonly apiId: string;
    readonly stage: string;
    /** By `/items/GET`. */
    readonly throttle: Readonly<Record<string, Throttle>>;
  }[];
  readonly throttle: Throttle;
  readonly quota: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' } | undefined;
}

export interface UsagePlanKey {
  readonly planId: string;
  readonly keyId: string;
}
