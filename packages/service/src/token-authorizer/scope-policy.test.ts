import { automationOperations, methodsOf, scopesOf, tokenScopes } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import { methodPattern, scopePolicy } from './scope-policy.ts';

const API = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/dev';

/** Whether a policy's resource covers an ARN, with `*` for any characters, slashes too. */
function covers(resource: string, arn: string): boolean {
  const parts = resource.split('*').map((part) => part.replaceAll(/[.+?^$(){}|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}

function allows(scopes: readonly string[], arn: string): boolean {
  const [statement] = scopePolicy(`${API}/GET/tasks`, scopes).Statement;
  if (statement?.Effect !== 'Allow' || !('Resource' in statement)) return false;
  return [statement.Resource].flat().some((resource) => covers(String(resource), arn));
}

/** The ARN of a request of an operation. */
function requestArn(method: string, resource: string): string {
  return `${API}/${method}${resource.replaceAll(/\{[^}]+\}/g, '01890a5d-ac96-774b-bcce-b302099a8057')}`;
}

describe.each(tokenScopes)('the policy of %s', (scope) => {
  it.each(automationOperations)('decides about $name by its scope', (operation) => {
    for (const method of methodsOf(operation)) {
      const arn = requestArn(method, operation.resource);
      expect(allows([scope], arn), arn).toBe(scopesOf(operation).includes(scope));
    }
  });

  it('reaches no other API, no other stage and no token', () => {
    for (const arn of [
      'arn:aws:execute-api:eu-central-1:123456789012:other/dev/GET/tasks',
      'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod/GET/tasks',
      `${API}/GET/tokens`,
      `${API}/POST/tokens`,
    ]) {
      expect(allows([scope], arn)).toBe(false);
    }
  });
});

it('is the same whatever method was asked for', () => {
  expect(scopePolicy(`${API}/GET/tasks`, ['tasks/read'])).toEqual(
    scopePolicy(`${API}/DELETE/networks/x/y`, ['tasks/read']),
  );
});

// API Gateway tells no limit for REST APIs; that of WebSocket APIs, 8 KB, is the smallest known.
it('of all scopes is short', () => {
  expect(JSON.stringify(scopePolicy(`${API}/GET/tasks`, tokenScopes)).length).toBeLessThan(8_192);
});

it('of no known scope denies everything', () => {
  expect(scopePolicy(`${API}/GET/tasks`, ['gone/read'])).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: `${API}/*` }],
  });
});

it.each([
  ['GET', '/tasks', 'GET/tasks'],
  ['DELETE', '/tasks/{taskId}', 'DELETE/tasks/*'],
])('the pattern of %s %s is %s', (method, resource, pattern) => {
  expect(methodPattern(method, resource)).toBe(pattern);
});
