import { automationOperations, methodsOf, scopesOf } from '@taskyard/contract';
import type { PolicyDocument } from 'aws-lambda';

/**
 * The policy that allows exactly the methods of `scopes` in the API and stage of `methodArn`
 * (`arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`). It does not depend on the method that
 * was asked for, because API Gateway keeps it and judges the token's next requests by it, whatever their method.
 */
export function scopePolicy(methodArn: string, scopes: readonly string[]): PolicyDocument {
  const [api = '', stage = ''] = methodArn.split('/');
  const patterns = automationOperations
    .filter((operation) => scopesOf(operation).some((scope) => scopes.includes(scope)))
    .flatMap((operation) => methodsOf(operation).map((method) => methodPattern(method, operation.resource)));
  const allowed = withoutCovered(patterns).map((pattern) => `${api}/${stage}/${pattern}`);
  return {
    Version: '2012-10-17',
    Statement:
      allowed.length === 0
        ? [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: `${api}/${stage}/*` }]
        : [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: allowed }],
  };
}

/** `GET/tasks/*` covers the comments below it too, for `*` crosses slashes: a policy stays short. */
function withoutCovered(patterns: readonly string[]): readonly string[] {
  const prefixes = patterns
    .filter((pattern) => pattern.endsWith('/*'))
    .map((pattern) => pattern.slice(0, -1));
  return patterns.filter(
    (pattern) => !prefixes.some((prefix) => pattern !== `${prefix}*` && pattern.startsWith(prefix)),
  );
}

/** `GET/tasks/*` for `GET` and `/tasks/{taskId}`. */
export function methodPattern(method: string, resource: string): string {
  return `${method}${resource.replaceAll(/\{[^}]+\}/g, '*')}`;
}
