import { Duration } from 'aws-cdk-lib';
import { OAuthScope, UserPoolClient, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { PeoplePool } from './people-pool.ts';

export interface WebClientProps {
  readonly people: PeoplePool;
  /** Where the web application is served, without a slash at its end. */
  readonly webUrl: string;
  readonly implicitGrant: boolean;
}

/**
 * The web application's client of the user pool. It stands with the site, because its ways back are the site's own
 * addresses, which AWS only gives when the distribution is made.
 */
export class WebClient extends UserPoolClient {
  readonly callbackUrl: string;

  constructor(scope: Construct, id: string, { people, webUrl, implicitGrant }: WebClientProps) {
    const callbackUrl = `${webUrl}/callback`;
    super(scope, id, {
      userPool: people.pool,
      // The sign-in pages show it.
      userPoolClientName: 'Taskyard',
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      authFlows: { userSrp: true, userPassword: true },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: implicitGrant },
        scopes: [
          OAuthScope.OPENID,
          OAuthScope.EMAIL,
          OAuthScope.PROFILE,
          // The page of the profile asks Cognito itself, with the person's own access token.
          OAuthScope.COGNITO_ADMIN,
          ...people.moduleScopes,
        ],
        callbackUrls: [callbackUrl],
        logoutUrls: [`${webUrl}/`],
      },
      idTokenValidity: Duration.minutes(60),
      accessTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.days(30),
    });
    this.callbackUrl = callbackUrl;
  }
}
