import type { HandWrittenStack } from '../../../e2e/src/support/hand-written-assembly.ts';
import { type ProxiedFunction, proxyApiStack } from '../../../e2e/src/support/proxy-api-stack.ts';

/** A request of the soak, by its path, and the status that it must be answered with. */
export interface SoakRequest {
  readonly path: string;
  readonly status: number;
  /** Of a hundred requests. */
  readonly share: number;
}

type SoakRoute = Omit<SoakRequest, 'path'> & ProxiedFunction;

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
  const method = { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: 'Authorizer' } };
  return proxyApiStack(
    ROUTES,
    { Protected: { target: 'Answers', method } },
    {
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Authorizer: {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: {
          RestApiId: { Ref: 'Api' },
          Name: 'people',
          Type: 'COGNITO_USER_POOLS',
          IdentitySource: 'method.request.header.Authorization',
          ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }],
        },
      },
    },
  );
}
