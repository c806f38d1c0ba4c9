import { type Operation, operationList, pathParameters } from '@taskyard/contract';
import { Duration } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  EndpointType,
  LambdaIntegration,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { createAccessLog } from './access-log.ts';
import { allowGatewayAnswers } from './gateway-answers.ts';
import type { Settings } from './settings.ts';

export interface PeopleApiProps {
  readonly pool: IUserPool;
  /** The function of each module, by the module's name. */
  readonly functions: ReadonlyMap<string, IFunction>;
  readonly settings: Settings;
}

/** The one scope of access tokens that Cognito's API issues for a password. */
const PASSWORD_TOKEN_SCOPE = 'aws.cognito.signin.user.admin';

/** What an account's burst allows. */
const MAX_BURST = 5_000;

/** The API that signed-in people use: every operation of the contract, each behind its scope. */
export class PeopleApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { pool, functions, settings }: PeopleApiProps) {
    super(scope, id);
    const { webOrigin, passwordTokens, requestsPerSecond } = settings;
    this.api = new RestApi(this, 'Api', {
      restApiName: 'Taskyard for people',
      endpointTypes: [EndpointType.REGIONAL],
      // Access logs need a role that API Gateway holds for the whole account.
      cloudWatchRole: true,
      deployOptions: {
        stageName: 'dev',
        throttlingRateLimit: requestsPerSecond,
        throttlingBurstLimit: Math.min(requestsPerSecond, MAX_BURST),
        loggingLevel: MethodLoggingLevel.OFF,
        metricsEnabled: true,
        ...createAccessLog(this, 'AccessLog'),
      },
    });
    // The stack names the URL itself.
    this.api.node.tryRemoveChild('Endpoint');
    allowGatewayAnswers(this.api, webOrigin);
    const authorizer = new CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [pool] });
    const integrations = new Map(
      [...functions].map(([module, handler]) => [
        module,
        // One permission for the API, not one a method: a function's policy has room for 20 KB.
        new LambdaIntegration(handler, { scopePermissionToMethod: false }),
      ]),
    );
    for (const operation of operationList) {
      const integration = integrations.get(operation.module);
      if (integration === undefined) throw new Error(`No function serves the module ${operation.module}`);
      this.api.root.resourceForPath(operation.resource).addMethod(operation.method, integration, {
        operationName: operation.name,
        authorizer,
        authorizationType: AuthorizationType.COGNITO,
        // Any one of them is enough.
        authorizationScopes: [operation.scope, ...(passwordTokens ? [PASSWORD_TOKEN_SCOPE] : [])],
        requestParameters: Object.fromEntries(
          pathParameters(operation.resource).map((name) => [`method.request.path.${name}`, true]),
        ),
      });
    }
    for (const [resource, operations] of byResource(operationList)) {
      this.api.root.resourceForPath(resource).addCorsPreflight({
        allowOrigins: [webOrigin],
        allowMethods: operations.map(({ method }) => method),
        allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'],
        maxAge: Duration.hours(1),
      });
    }
  }
}

function byResource(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of operations) {
    found.set(operation.resource, [...(found.get(operation.resource) ?? []), operation]);
  }
  return found;
}
