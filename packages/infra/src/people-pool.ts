import { allScopes } from '@taskyard/contract';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  type IUserPoolResourceServer,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { modules } from './modules/modules.ts';
import type { Settings } from './settings.ts';

/** The people: user pool, hosted sign-in pages, and the scopes of every module. */
export class PeoplePool extends Construct {
  readonly pool: UserPool;
  /** The base of the hosted pages, without a slash at its end. */
  readonly signInUrl: string;
  /** What clients may be let do, module by module. */
  readonly moduleScopes: readonly OAuthScope[];

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
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
    this.moduleScopes = this.#moduleScopes();
  }

  /** One resource server a module, with the scopes that its operations ask for. */
  #moduleScopes(): readonly OAuthScope[] {
    return modules.flatMap(({ name, id }) => {
      const scopes = [
        new ResourceServerScope({ scopeName: 'read', scopeDescription: `Read ${name}` }),
        new ResourceServerScope({ scopeName: 'write', scopeDescription: `Make, change and delete ${name}` }),
      ].filter(({ scopeName }) => allScopes.some((scope) => scope === `${name}/${scopeName}`));
      const server: IUserPoolResourceServer = this.pool.addResourceServer(id, { identifier: name, scopes });
      return scopes.map((scope) => OAuthScope.resourceServer(server, scope));
    });
  }
}
