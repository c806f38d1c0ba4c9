import { type HandWrittenStack, inlineFunction, type TemplateValue } from './hand-written-assembly.ts';

/** The triggers of a pool: a JavaScript handler body each, which sees `event` and must return it. */
export type Triggers = Readonly<Record<string, string>>;

export interface TriggeredPool {
  readonly triggers: Triggers;
  /** Whether the template gives Cognito the right to call the functions. Default true. */
  readonly permitted?: boolean;
  /** The version of PreTokenGeneration's event. */
  readonly tokenEvent?: 'V1_0' | 'V2_0';
}

const arnOf = (name: string): TemplateValue => ({ 'Fn::GetAtt': [name, 'Arn'] });

function permission(name: string): TemplateValue {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf(name),
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: arnOf('Pool'),
    },
  };
}

/** A stack with a user pool, a client without a secret, sign-in pages and the functions behind the pool. */
export function triggeredPoolStack({
  triggers,
  permitted = true,
  tokenEvent = 'V1_0',
}: TriggeredPool): HandWrittenStack {
  const names = Object.keys(triggers);
  const functions = names.map((name) =>
    inlineFunction(name, `exports.handler = async (event) => {\n${triggers[name]}\nreturn event;\n};\n`),
  );
  const config = names.map((name): [string, TemplateValue] =>
    name === 'PreTokenGeneration' && tokenEvent === 'V2_0'
      ? ['PreTokenGenerationConfig', { LambdaVersion: tokenEvent, LambdaArn: arnOf(name) }]
      : [name, arnOf(name)],
  );
  return {
    Resources: {
      ...Object.assign({}, ...functions),
      ...Object.fromEntries(permitted ? names.map((name) => [`${name}Permission`, permission(name)]) : []),
      Pool: {
        Type: 'AWS::Cognito::UserPool',
        Properties: {
          UsernameAttributes: ['email'],
          AutoVerifiedAttributes: ['email'],
          LambdaConfig: Object.fromEntries(config),
        },
      },
      Domain: {
        Type: 'AWS::Cognito::UserPoolDomain',
        Properties: { Domain: { 'Fn::Sub': 'pages-${AWS::StackName}' }, UserPoolId: { Ref: 'Pool' } },
      },
      Client: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'Pool' },
          ExplicitAuthFlows: [
            'ALLOW_USER_PASSWORD_AUTH',
            'ALLOW_CUSTOM_AUTH',
            'ALLOW_USER_SRP_AUTH',
            'ALLOW_REFRESH_TOKEN_AUTH',
          ],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
          CallbackURLs: ['http://localhost:3000/callback'],
          SupportedIdentityProviders: ['COGNITO'],
          PreventUserExistenceErrors: 'ENABLED',
        },
      },
    },
    Outputs: {
      PoolId: { Value: { Ref: 'Pool' } },
      ClientId: { Value: { Ref: 'Client' } },
      ...Object.fromEntries(names.map((name) => [`${name}Name`, { Value: { Ref: name } }])),
    },
  };
}
