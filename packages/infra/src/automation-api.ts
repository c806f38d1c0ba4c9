import { automationOperations, TOKEN_PATTERN } from '@taskyard/contract';
import { Duration } from 'aws-cdk-lib';
import { ApiKeySourceType, AuthorizationType, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { limitPrograms } from './automation-usage.ts';
import { allowGatewayAnswers } from './gateway-answers.ts';
import { addOperationMethods, apiProps } from './operation-methods.ts';
import type { Settings } from './settings.ts';

export interface AutomationApiProps {
  /** The function that knows personal access tokens. */
  readonly authorizer: IFunction;
  /** The function of each module, by the module's name. */
  readonly functions: ReadonlyMap<string, IFunction>;
  /** The role that lets API Gateway write access logs, made with another API: one an account. */
  readonly logging: IConstruct;
  /** The origin that browsers may call from. */
  readonly webOrigin: string;
  readonly settings: Settings;
}

/** How long a token that was revoked or has expired may still work. */
const AUTHORIZER_CACHE = Duration.seconds(60);

/** The API for programs: the same functions behind a Lambda authorizer of personal access tokens. */
export class AutomationApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, props: AutomationApiProps) {
    super(scope, id);
    const { authorizer, functions, logging, webOrigin, settings } = props;
    this.api = new RestApi(this, 'Api', {
      restApiName: 'Taskyard for programs',
      cloudWatchRole: false,
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      ...apiProps(this, 'sub', settings, automationOperations),
    });
    this.api.deploymentStage.node.addDependency(logging);
    // The stack names the URL itself.
    this.api.node.tryRemoveChild('Endpoint');
    allowGatewayAnswers(this.api, webOrigin);
    const tokens = new TokenAuthorizer(this, 'Authorizer', {
      handler: authorizer,
      // What cannot be a token is refused without asking.
      validationRegex: `^(?:[Bb]earer +)?${TOKEN_PATTERN}$`,
      resultsCacheTtl: AUTHORIZER_CACHE,
    });
    addOperationMethods(this.api, {
      operations: automationOperations,
      functions,
      webOrigin,
      authorization: () => ({
        authorizer: tokens,
        authorizationType: AuthorizationType.CUSTOM,
        apiKeyRequired: true,
      }),
    });
    limitPrograms(this, this.api, settings.programRequestsPerSecond);
  }
}
