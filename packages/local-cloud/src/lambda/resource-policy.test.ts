import { describe, expect, it } from 'vitest';
import { arnLike, type PolicyStatement, serviceMayInvoke } from './resource-policy.ts';

const api = 'arn:aws:execute-api:us-east-1:000000000000:abc/prod/GET/tasks';
const statement: PolicyStatement = {
  sid: 's',
  action: 'lambda:InvokeFunction',
  principal: 'apigateway.amazonaws.com',
};

const rows: [name: string, change: Partial<PolicyStatement>, expected: boolean][] = [
  ['any source of the service', {}, true],
  ['that very source', { sourceArn: api }, true],
  ['any stage', { sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/tasks' }, true],
  ['any method', { sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:abc/*' }, true],
  ['another method', { sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:abc/*/POST/tasks' }, false],
  ['another api', { sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:xyz/*' }, false],
  ['another service', { principal: 'events.amazonaws.com' }, false],
  ['everybody', { principal: '*' }, true],
  ['every action', { action: 'lambda:*' }, true],
  ['another action', { action: 'lambda:GetFunction' }, false],
  ['this account', { sourceAccount: '000000000000' }, true],
  ['another account', { sourceAccount: '111111111111' }, false],
];

describe('a permission', () => {
  it.each(rows)('for %s', (_name, change, expected) => {
    const statements = [{ ...statement, ...change }];
    expect(serviceMayInvoke(statements, 'apigateway.amazonaws.com', api)).toBe(expected);
  });

  it('is needed', () => {
    expect(serviceMayInvoke([], 'apigateway.amazonaws.com', api)).toBe(false);
  });
});

it.each([
  ['arn:aws:s3:::b', 'arn:aws:s3:::b', true],
  ['arn:aws:s3:::b*', 'arn:aws:s3:::bucket', true],
  ['arn:aws:*:::b', 'arn:aws:s3:::b', true],
  ['arn:*', 'arn:aws:s3:::b', false],
  ['arn:aws:sns:*:*:t:*', 'arn:aws:sns:r:1:t:sub', true],
])('%s like %s: %s', (pattern, arn, expected) => {
  expect(arnLike(pattern, arn)).toBe(expected);
});
