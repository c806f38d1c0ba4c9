import { type HandWrittenStack, inlineFunction, type TemplateValue } from './hand-written-assembly.ts';

type Properties = Readonly<Record<string, TemplateValue>>;

/** A function of a few lines, and properties of its own. */
export interface ProxiedFunction {
  readonly source: string;
  readonly properties?: Properties;
}

/**
 * A REST API (output `ApiId`, stage `dev`) whose `GET /<name in lower case>` is answered by the function of that name.
 * `guarded` are routes in front of the functions that they name, with properties of their methods.
 */
export function proxyApiStack(
  functions: Readonly<Record<string, ProxiedFunction>>,
  guarded: Readonly<Record<string, { readonly target: string; readonly method: Properties }>> = {},
  more: Readonly<Record<string, TemplateValue>> = {},
): HandWrittenStack {
  const routes = [
    ...Object.keys(functions).map((name) => ({ name, target: name, method: {} })),
    ...Object.entries(guarded).map(([name, route]) => ({ name, ...route })),
  ];
  return {
    Resources: {
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'proxies' } },
      ...Object.assign({}, ...Object.entries(functions).map(([name, own]) => functionResources(name, own))),
      ...Object.assign({}, ...routes.map(routeResources)),
      Deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: routes.map(({ name }) => `${name}Method`),
        Properties: { RestApiId: { Ref: 'Api' } },
      },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev', DeploymentId: { Ref: 'Deployment' } },
      },
      ...more,
    },
    Outputs: { ApiId: { Value: { Ref: 'Api' } } },
  };
}

function functionResources(
  name: string,
  { source, properties = {} }: ProxiedFunction,
): Record<string, TemplateValue> {
  const resources = inlineFunction(name, source);
  const own = Object(resources[name]);
  return {
    ...resources,
    [name]: { ...own, Properties: { ...own.Properties, ...properties } },
    [`${name}Permission`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { Ref: name },
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      },
    },
  };
}

function routeResources(route: {
  readonly name: string;
  readonly target: string;
  readonly method: Properties;
}): Record<string, TemplateValue> {
  const { name, target, method } = route;
  const api = { Ref: 'Api' };
  return {
    [`${name}Resource`]: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: api,
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: name.toLowerCase(),
      },
    },
    [`${name}Method`]: {
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
        ...method,
      },
    },
  };
}
