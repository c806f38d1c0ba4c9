import { type HandWrittenStack, inlineFunction, type TemplateValue } from './hand-written-assembly.ts';

const API = { Ref: 'RestApi' };
const HTTP_API = { Ref: 'HttpApi' };
const PROXY_URI = {
  'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Handler.Arn}/invocations`,
};

/** A REST API and an HTTP API with every kind of route, in front of one function that never fails. */
export function hostileStack(): HandWrittenStack {
  const resources: Record<string, TemplateValue> = {
    ...inlineFunction('Handler', `exports.handler = async () => ({ statusCode: 200, body: '"reached"' });`),
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { Ref: 'Handler' },
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
    ...restApi(),
    ...httpApi(),
  };
  return {
    Resources: resources,
    Outputs: { RestApiId: { Value: API }, HttpApiId: { Value: HTTP_API } },
  };
}

function restApi(): Record<string, TemplateValue> {
  const ofApi = (type: string, properties: Readonly<Record<string, TemplateValue>>): TemplateValue => ({
    Type: `AWS::ApiGateway::${type}`,
    Properties: { RestApiId: API, ...properties },
  });
  const root = { 'Fn::GetAtt': ['RestApi', 'RootResourceId'] };
  const resource = (PathPart: string, ParentId: TemplateValue = root): TemplateValue =>
    ofApi('Resource', { ParentId, PathPart });
  const method = (
    ResourceId: TemplateValue,
    HttpMethod: string,
    more: Readonly<Record<string, TemplateValue>> = {},
  ): TemplateValue =>
    ofApi('Method', {
      ResourceId,
      HttpMethod,
      AuthorizationType: 'NONE',
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: PROXY_URI },
      ...more,
    });
  const methods = {
    RootAny: method(root, 'ANY'),
    ItemAny: method({ Ref: 'Item' }, 'ANY'),
    FilesAny: method({ Ref: 'FilesProxy' }, 'ANY'),
    MeGet: method({ Ref: 'Me' }, 'GET', {
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizerId: { Ref: 'People' },
    }),
    CheckedPost: method({ Ref: 'Checked' }, 'POST', {
      RequestValidatorId: { Ref: 'Validator' },
      RequestModels: { 'application/json': { Ref: 'Model' } },
    }),
    SmuggledGet: method({ Ref: 'Smuggled' }, 'GET'),
  };
  return {
    RestApi: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: 'hostile', BinaryMediaTypes: ['image/png'] },
    },
    Items: resource('items'),
    Item: resource('{id}', { Ref: 'Items' }),
    Files: resource('files'),
    FilesProxy: resource('{proxy+}', { Ref: 'Files' }),
    Me: resource('me'),
    Checked: resource('checked'),
    Smuggled: resource('smuggled'),
    People: ofApi('Authorizer', {
      Name: 'people',
      Type: 'COGNITO_USER_POOLS',
      IdentitySource: 'method.request.header.Authorization',
      ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }],
    }),
    Validator: ofApi('RequestValidator', { ValidateRequestBody: true }),
    Model: ofApi('Model', {
      Name: 'Model',
      ContentType: 'application/json',
      Schema: { type: 'object', properties: { a: { type: 'string', pattern: '^a*$' } } },
    }),
    ...methods,
    Deployment: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: Object.keys(methods),
      Properties: { RestApiId: API },
    },
    Stage: ofApi('Stage', { StageName: 'dev', DeploymentId: { Ref: 'Deployment' } }),
  };
}

function httpApi(): Record<string, TemplateValue> {
  const ofApi = (type: string, properties: Readonly<Record<string, TemplateValue>>): TemplateValue => ({
    Type: `AWS::ApiGatewayV2::${type}`,
    Properties: { ApiId: HTTP_API, ...properties },
  });
  const Target = { 'Fn::Join': ['', ['integrations/', { Ref: 'HttpIntegration' }]] };
  return {
    HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'hostile', ProtocolType: 'HTTP' } },
    HttpIntegration: ofApi('Integration', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Handler', 'Arn'] },
      PayloadFormatVersion: '2.0',
    }),
    HttpPeople: ofApi('Authorizer', {
      Name: 'people',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ Ref: 'Client' }],
        Issuer: {
          'Fn::Sub': `https://cognito-idp.\${AWS::Region}.amazonaws.com/\${Pool}`,
        },
      },
    }),
    HttpDefault: ofApi('Route', { RouteKey: '$default', Target }),
    HttpSmuggled: ofApi('Route', { RouteKey: 'GET /smuggled', Target }),
    HttpFiles: ofApi('Route', { RouteKey: 'ANY /files/{proxy+}', Target }),
    HttpMe: ofApi('Route', {
      RouteKey: 'GET /me',
      Target,
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: 'HttpPeople' },
    }),
    HttpStage: ofApi('Stage', { StageName: '$default', AutoDeploy: true }),
  };
}
