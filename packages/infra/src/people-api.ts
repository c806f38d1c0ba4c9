import { operationList, scopesOf } from '@taskyard/contract';
import { AuthorizationType, CognitoUserPoolsAuthorizer, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { allowGatewayAnswers } from './gateway-answers.ts';
import { addOperationMethods, apiProps } from './operation-methods.ts';
import type { Settings } from './settings.ts';

export interface PeopleApiProps {
  readonly pool: IUserPool;
  readonly settings: Settings;
}

/** The one scope of access tokens that Cognito's API issues for a password. */
const PASSWORD_TOKEN_SCOPE = 'aws.cognito.signin.user.admin';

/** The API that signed-in people use: every operation of the contract, each behind its scope if it has one. */
export class PeopleApi extends Construct {
  readonly api: RestApi;
  /** The role that lets API Gateway write access logs, for every API of the account. */
  readonly accountLogging: IConstruct;
  readonly #props: PeopleApiProps;

  constructor(scope: Construct, id: string, props: PeopleApiProps) {
    super(scope, id);
    this.#props = props;
    this.api = new RestApi(this, 'Api', {
      restApiName: 'Taskyard for people',
      // Access logs need a role that API Gateway holds for the whole account.
      cloudWatchRole: true,
      ...apiProps(this, 'claims.sub', props.settings, operationList),
    });
    this.accountLogging = this.api.node.findChild('Account');
    // The stack names the URL itself.
    this.api.node.tryRemoveChild('Endpoint');
  }

  /**
   * Gives it its operations, by the module's name, for browsers at that origin. Apart from the making: the site that has the
   * API behind it must be there first, for its origin.
   */
  serve(functions: ReadonlyMap<string, IFunction>, webOrigin: string): void {
    const { pool, settings } = this.#props;
    const { passwordTokens } = settings;
    allowGatewayAnswers(this.api, webOrigin);
    const authorizer = new CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [pool] });
    addOperationMethods(this.api, {
      operations: operationList,
      functions,
      webOrigin,
      authorization: (operation) =>
        operation.scope === 'none'
          ? { authorizationType: AuthorizationType.NONE }
          : {
              authorizer,
              authorizationType: AuthorizationType.COGNITO,
              // Any one of them is enough.
              authorizationScopes: [
                ...scopesOf(operation),
                ...(passwordTokens ? [PASSWORD_TOKEN_SCOPE] : []),
              ],
            },
    });
  }
}
