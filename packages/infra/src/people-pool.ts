import { operationList } from '@taskyard/contract';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  type IUserPoolResourceServer,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { modules } from './modules/modules.ts';
import type { Settings } from './settings.ts';

/** The people: user pool, hosted sign-in pages, the scopes of every module, and the web application's client. */
export class PeoplePool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** The base of the hosted pages, without a slash at its end. */
  readonly signInUrl: string;
  readonly callbackUrl: string;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.callbackUrl = `${settings.webUrl}/callback`;
    this.pool = new UserPool(this, 'Pool', {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: true,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      keepOriginal: { email: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(7),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // Everybody decides for themselves, on the page of their profile.
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      deletionProtection: settings.protectData,
      removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool: this.pool,
      cognitoDomain: { domainPrefix: settings.domainPrefix ?? `taskyard-${Aws.ACCOUNT_ID}` },
    });
    this.signInUrl = domain.baseUrl();
    this.client = new UserPoolClient(this, 'WebClient', {
      userPool: this.pool,
      // The sign-in pages show it.
      userPoolClientName: 'Taskyard',
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      authFlows: { userSrp: true, userPassword: true },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: settings.implicitGrant },
        scopes: [
          OAuthScope.OPENID,
          OAuthScope.EMAIL,
          OAuthScope.PROFILE,
          // The page of the profile asks Cognito itself, with the person's own access token.
          OAuthScope.COGNITO_ADMIN,
          ...this.#moduleScopes(),
        ],
        callbackUrls: [this.callbackUrl],
        logoutUrls: [`${settings.webUrl}/`],
      },
      idTokenValidity: Duration.minutes(60),
      accessTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.days(30),
    });
  }

  /** One resource server a module, with the scopes that its operations ask for. */
  #moduleScopes(): readonly OAuthScope[] {
    return modules.flatMap(({ name, id }) => {
      const scopes = [
        new ResourceServerScope({ scopeName: 'read', scopeDescription: `Read ${name}` }),
        new ResourceServerScope({ scopeName: 'write', scopeDescription: `Make, change and delete ${name}` }),
      ].filter(({ scopeName }) => operationList.some(({ scope }) => scope === `${name}/${scopeName}`));
      const server: IUserPoolResourceServer = this.pool.addResourceServer(id, { identifier: name, scopes });
      return scopes.map((scope) => OAuthScope.resourceServer(server, scope));
    });
  }
}
