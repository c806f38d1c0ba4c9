import { methodsOf, type Operation, pathParameters } from '@taskyard/contract';
import { Aws, Duration } from 'aws-cdk-lib';
import {
  EndpointType,
  LambdaIntegration,
  MethodLoggingLevel,
  type MethodOptions,
  type RestApi,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Caller, createAccessLog } from './access-log.ts';
import type { Settings } from './settings.ts';

/** Every API's one stage. */
export const STAGE = 'dev';

/** The host of an API. Unlike the API's own URL it waits for no method. */
export function apiHost(api: RestApi): string {
  return `${api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
}

/** What an account's burst allows. */
const MAX_BURST = 5_000;

/** What the whole world may ask for in a second of what needs no token. */
const OPEN_REQUESTS_PER_SECOND = 50;

/** What the APIs have in common: regional, one stage `dev`, throttled, with an access log. */
export function apiProps(
  scope: Construct,
  caller: Caller,
  { requestsPerSecond }: Settings,
  operations: readonly Operation[],
): Pick<RestApiProps, 'endpointTypes' | 'deployOptions'> {
  const common = { loggingLevel: MethodLoggingLevel.OFF, metricsEnabled: true };
  const open = operations.filter((operation) => operation.scope === 'none');
  const openMethod = {
    ...common,
    throttlingRateLimit: OPEN_REQUESTS_PER_SECOND,
    throttlingBurstLimit: 2 * OPEN_REQUESTS_PER_SECOND,
  };
  return {
    endpointTypes: [EndpointType.REGIONAL],
    deployOptions: {
      ...common,
      stageName: STAGE,
      throttlingRateLimit: requestsPerSecond,
      throttlingBurstLimit: Math.min(requestsPerSecond, MAX_BURST),
      methodOptions: Object.fromEntries(
        open.flatMap((operation) =>
          methodsOf(operation).map((method) => [`${operation.resource}/${method}`, openMethod]),
        ),
      ),
      tracingEnabled: true,
      ...createAccessLog(scope, 'AccessLog', caller),
    },
  };
}

export interface OperationMethods {
  readonly operations: readonly Operation[];
  /** The function of each module, by the module's name. */
  readonly functions: ReadonlyMap<string, IFunction>;
  /** The origin that browsers may call from. */
  readonly webOrigin: string;
  /** How a caller proves to be allowed an operation. */
  readonly authorization: (operation: Operation) => MethodOptions;
}

/** Gives an API the methods of each operation and a preflight for each resource. */
export function addOperationMethods(
  api: RestApi,
  { operations, functions, webOrigin, authorization }: OperationMethods,
): void {
  const integrations = new Map(
    [...functions].map(([module, handler]) => [
      module,
      // One permission for the API, not one a method: a function's policy has room for 20 KB.
      new LambdaIntegration(handler, { scopePermissionToMethod: false }),
    ]),
  );
  for (const operation of operations) {
    const integration = integrations.get(operation.module);
    if (integration === undefined) throw new Error(`No function serves the module ${operation.module}`);
    for (const method of methodsOf(operation)) {
      api.root.resourceForPath(operation.resource).addMethod(method, integration, {
        operationName: method === 'HEAD' ? `${operation.name}Head` : operation.name,
        ...authorization(operation),
        requestParameters: Object.fromEntries(
          pathParameters(operation.resource).map((name) => [`method.request.path.${name}`, true]),
        ),
      });
    }
  }
  for (const [resource, offered] of byResource(operations)) {
    api.root.resourceForPath(resource).addCorsPreflight({
      allowOrigins: [webOrigin],
      allowMethods: offered.flatMap(methodsOf),
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'],
      maxAge: Duration.hours(1),
    });
  }
}

function byResource(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of operations) {
    found.set(operation.resource, [...(found.get(operation.resource) ?? []), operation]);
  }
  return found;
}
