import type { HandWrittenStack, TemplateValue } from '../../../e2e/src/support/hand-written-assembly.ts';
import { inlineFunction } from '../../../e2e/src/support/hand-written-assembly.ts';

/** A request of the soak, by its path, and the status that it must be answered with. */
export interface SoakRequest {
  readonly path: string;
  readonly status: number;
  /** Of a hundred requests. */
  readonly share: number;
}

interface SoakRoute extends Omit<SoakRequest, 'path'> {
  readonly source: string;
  readonly properties?: Readonly<Record<string, TemplateValue>>;
}

/** What functions do in the long run: mostly answer, and sometimes fail in every way there is. */
const ROUTES: Readonly<Record<string, SoakRoute>> = {
  Answers: {
    share: 61,
    status: 200,
    source: `exports.handler = async (event) => { console.log('asked for', event.path); return { statusCode: 200, body: JSON.stringify({ at: Date.now(), kept: 'x'.repeat(2000) }) }; };`,
  },
  Python: {
    share: 20,
    status: 200,
    source: `import json\ndef handler(event, context):\n    print("asked for", event["path"])\n    return {"statusCode": 200, "body": json.dumps({"kept": "x" * 2000})}\n`,
    properties: { Runtime: 'python3.13' },
  },
  Throws: {
    share: 5,
    status: 502,
    source: `exports.handler = async () => { throw new Error('as always'); };`,
  },
  Exits: { share: 3, status: 502, source: 'exports.handler = async () => process.exit(1);' },
  Loops: {
    share: 1,
    status: 502,
    source: 'exports.handler = async () => { for (;;); };',
    properties: { Timeout: 1 },
  },
};

/** Requests that reach no function. */
const REFUSED: readonly SoakRequest[] = [
  { path: 'nothing', status: 403, share: 5 },
  { path: 'protected', status: 401, share: 5 },
];

export const SOAK_REQUESTS: readonly SoakRequest[] = [
  ...Object.entries(ROUTES).map(([name, { share, status }]) => ({ path: name.toLowerCase(), share, status })),
  ...REFUSED,
];

/** A REST API with a function for each route, and one route behind a user pool. */
export function soakStack(): HandWrittenStack {
  const api = { Ref: 'Api' };
  const resources: Record<string, TemplateValue> = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'soak' } },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Authorizer: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: {
        RestApiId: api,
        Name: 'people',
        Type: 'COGNITO_USER_POOLS',
        IdentitySource: 'method.request.header.Authorization',
        ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }],
      },
    },
  };
  const methods: string[] = [];
  const addRoute = (name: string, target: string, more: Readonly<Record<string, TemplateValue>>): void => {
    resources[`${name}Resource`] = {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: api,
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: name.toLowerCase(),
      },
    };
    resources[`${name}Method`] = {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: api,
        ResourceId: { Ref: `${name}Resource` },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: {
            'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${target}.Arn}/invocations`,
          },
        },
        ...more,
      },
    };
    methods.push(`${name}Method`);
  };
  for (const [name, { source, properties = {} }] of Object.entries(ROUTES)) {
    Object.assign(resources, withProperties(inlineFunction(name, source), name, properties));
    resources[`${name}Permission`] = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { Ref: name },
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      },
    };
    addRoute(name, name, {});
  }
  addRoute('Protected', 'Answers', {
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizerId: { Ref: 'Authorizer' },
  });
  resources.Deployment = {
    Type: 'AWS::ApiGateway::Deployment',
    DependsOn: methods,
    Properties: { RestApiId: api },
  };
  resources.Stage = {
    Type: 'AWS::ApiGateway::Stage',
    Properties: { RestApiId: api, StageName: 'dev', DeploymentId: { Ref: 'Deployment' } },
  };
  return {
    Resources: resources,
    Outputs: { ApiId: { Value: api } },
  };
}

function withProperties(
  resources: Readonly<Record<string, TemplateValue>>,
  name: string,
  properties: Readonly<Record<string, TemplateValue>>,
): Record<string, TemplateValue> {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => {
      const own = Object(resource);
      return id === name ? [id, { ...own, Properties: { ...own.Properties, ...properties } }] : [id, own];
    }),
  );
}
