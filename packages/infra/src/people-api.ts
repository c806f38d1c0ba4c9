import { operationList } from '@taskyard/contract';
import { AuthorizationType, CognitoUserPoolsAuthorizer, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { allowGatewayAnswers } from './gateway-answers.ts';
import { addOperationMethods, apiProps } from './operation-methods.ts';
import type { Settings } from './settings.ts';

export interface PeopleApiProps {
  readonly pool: IUserPool;
  /** The function of each module, by the module's name. */
  readonly functions: ReadonlyMap<string, IFunction>;
  readonly settings: Settings;
}

/** The one scope of access tokens that Cognito's API issues for a password. */
const PASSWORD_TOKEN_SCOPE = 'aws.cognito.signin.user.admin';

/** The API that signed-in people use: every operation of the contract, each behind its scope. */
export class PeopleApi extends Construct {
  readonly api: RestApi;
  /** The role that lets API Gateway write access logs, for every API of the account. */
  readonly accountLogging: IConstruct;

  constructor(scope: Construct, id: string, { pool, functions, settings }: PeopleApiProps) {
    super(scope, id);
    const { webOrigin, passwordTokens } = settings;
    this.api = new RestApi(this, 'Api', {
      restApiName: 'Taskyard for people',
      // Access logs need a role that API Gateway holds for the whole account.
      cloudWatchRole: true,
      ...apiProps(this, 'claims.sub', settings),
    });
    this.accountLogging = this.api.node.findChild('Account');
    // The stack names the URL itself.
    this.api.node.tryRemoveChild('Endpoint');
    allowGatewayAnswers(this.api, webOrigin);
    const authorizer = new CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [pool] });
    addOperationMethods(this.api, {
      operations: operationList,
      functions,
      webOrigin,
      authorization: ({ scope: needed }) => ({
        authorizer,
        authorizationType: AuthorizationType.COGNITO,
        // Any one of them is enough.
        authorizationScopes: [needed, ...(passwordTokens ? [PASSWORD_TOKEN_SCOPE] : [])],
      }),
    });
  }
}
