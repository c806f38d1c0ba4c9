import { functionOf } from '../apigateway/lambda-call.ts';

/**
 * The function that an integration or an authorizer names: by its own ARN or by that of its Invoke action,
 * with stage variables filled in. An empty text when it names something else.
 */
export function functionArnOf(uri: string, variables: Readonly<Record<string, string>> | undefined): string {
  if (!/^arn:[^:]+:lambda:/.test(uri)) return functionOf(uri, variables ?? null);
  return uri.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => variables?.[name] ?? '');
}
