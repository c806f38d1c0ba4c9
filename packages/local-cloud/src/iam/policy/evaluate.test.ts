import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConditionContext } from '../../aws/aws-service.ts';
import {
  allow,
  BUCKET,
  type Condition,
  decide,
  deny,
  type Outcome,
  policy,
  ROLE,
  statement,
  TABLE,
} from '../testing/policy-scenarios.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { evaluateTrust, type PolicySet } from './evaluate.ts';
import type { PolicyPrincipal } from './principal.ts';
import { requestContext } from './request-context.ts';

describe('kinds of policies together', () => {
  const yes = [policy([allow('s3:*')])];
  const no = [policy([allow('logs:*')])];
  const never = [policy([deny('s3:*')])];
  const grant = (principal: unknown, effect = 'Allow'): CompiledPolicy[] => [
    policy([statement(effect, { Principal: principal, Action: 's3:*', Resource: '*' })], 'resource'),
  ];
  const role = { AWS: 'arn:aws:iam::000000000000:role/handler' };
  const session = { AWS: 'arn:aws:sts::000000000000:assumed-role/handler/fn' };
  const account = { AWS: '000000000000' };
  const rows: [name: string, policies: PolicySet, outcome: Outcome, kind: string][] = [
    ['identity allows', { identity: yes }, 'allowed', 'identity-based policy'],
    ['identity says nothing', { identity: no }, 'implicit deny', 'identity-based policy'],
    ['identity denies', { identity: [...yes, ...never] }, 'explicit deny', 'identity-based policy'],
    ['boundary allows too', { identity: yes, boundary: yes }, 'allowed', 'identity-based policy'],
    ['boundary says nothing', { identity: yes, boundary: no }, 'implicit deny', 'permissions boundary'],
    [
      'boundary denies',
      { identity: yes, boundary: [...yes, ...never] },
      'explicit deny',
      'permissions boundary',
    ],
    ['boundary alone allows', { identity: no, boundary: yes }, 'implicit deny', 'identity-based policy'],
    ['an empty boundary', { identity: yes, boundary: [] }, 'implicit deny', 'permissions boundary'],
    ['session allows too', { identity: yes, session: yes }, 'allowed', 'identity-based policy'],
    ['session says nothing', { identity: yes, session: no }, 'implicit deny', 'session policy'],
    ['session denies', { identity: yes, session: never }, 'explicit deny', 'session policy'],
    ['resource names the role', { identity: no, resource: grant(role) }, 'allowed', 'resource-based policy'],
    [
      'resource names the session',
      { identity: no, resource: grant(session) },
      'allowed',
      'resource-based policy',
    ],
    ['resource names everybody', { identity: no, resource: grant('*') }, 'allowed', 'resource-based policy'],
    [
      'resource names everybody of AWS',
      { identity: no, resource: grant({ AWS: '*' }) },
      'allowed',
      'resource-based policy',
    ],
    [
      'resource names the account',
      { identity: no, resource: grant(account) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource names the account, identity allows',
      { identity: yes, resource: grant(account) },
      'allowed',
      'identity-based policy',
    ],
    [
      'resource names the root of the account',
      { identity: no, resource: grant({ AWS: 'arn:aws:iam::000000000000:root' }) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource names another role',
      { identity: no, resource: grant({ AWS: 'arn:aws:iam::000000000000:role/other' }) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource names a service',
      { identity: no, resource: grant({ Service: 'lambda.amazonaws.com' }) },
      'implicit deny',
      'identity-based policy',
    ],
    [
      'resource denies',
      { identity: yes, resource: grant('*', 'Deny') },
      'explicit deny',
      'resource-based policy',
    ],
    [
      'resource denies the account',
      { identity: yes, resource: grant(account, 'Deny') },
      'explicit deny',
      'resource-based policy',
    ],
    [
      'resource denies others',
      { identity: yes, resource: grant({ AWS: 'arn:aws:iam::000000000000:role/other' }, 'Deny') },
      'allowed',
      'identity-based policy',
    ],
    [
      'resource names the role, boundary says nothing',
      { identity: no, resource: grant(role), boundary: no },
      'implicit deny',
      'permissions boundary',
    ],
    [
      'resource names the session, boundary says nothing',
      { identity: no, resource: grant(session), boundary: no },
      'allowed',
      'resource-based policy',
    ],
    [
      'resource names the session, boundary denies',
      { identity: no, resource: grant(session), boundary: never },
      'explicit deny',
      'permissions boundary',
    ],
  ];
  it.each(rows)('%s', (_name, policies, outcome, kind) => {
    expect(decide(policies, 's3:GetObject', BUCKET)).toMatchObject({ outcome, kind });
  });

  it.each([
    ['the session, its role and the account', [session.AWS, role.AWS, account.AWS], 'allowed'],
    ['the role without the account', [role.AWS], 'explicit deny'],
    ['others', ['arn:aws:iam::000000000000:role/other'], 'explicit deny'],
  ])('a denying NotPrincipal spares %s', (_name, spared, outcome) => {
    const resource = [
      policy(
        [statement('Deny', { NotPrincipal: { AWS: spared }, Action: 's3:*', Resource: '*' })],
        'resource',
      ),
    ];
    expect(decide({ identity: yes, resource }, 's3:GetObject', BUCKET).outcome).toBe(outcome);
  });

  it('tells which statement decided', () => {
    const identity = [
      policy([allow('logs:*')], 'identity', 'first'),
      policy([allow('logs:*'), { Sid: 'Reading', ...allow('s3:Get*') }], 'identity', 'second'),
    ];
    const decision = decide({ identity }, 's3:GetObject', BUCKET);
    expect(decision).toMatchObject({
      outcome: 'allowed',
      by: { policy: { name: 'second' }, statement: { index: 1, source: { sid: 'Reading' } } },
    });
  });
});

describe('trust policies', () => {
  const assume = [policy([allow('sts:AssumeRole')])];
  const user: PolicyPrincipal = {
    type: 'user',
    arn: 'arn:aws:iam::000000000000:user/ann',
    accountId: '000000000000',
  };
  const trust = (principal: unknown, effect = 'Allow'): CompiledPolicy =>
    policy([statement(effect, { Principal: principal, Action: 'sts:AssumeRole' })], 'trust');
  it.each<[string, unknown, CompiledPolicy[], PolicyPrincipal, Outcome]>([
    ['naming the user', { AWS: user.arn }, [], user, 'allowed'],
    ['naming the account, identity silent', { AWS: '000000000000' }, [], user, 'implicit deny'],
    ['naming the account, identity allows', { AWS: '000000000000' }, assume, user, 'allowed'],
    ['naming another account', { AWS: '111111111111' }, assume, user, 'implicit deny'],
    ['naming a service', { Service: 'lambda.amazonaws.com' }, assume, user, 'implicit deny'],
    [
      'naming the service that asks',
      { Service: ['edgelambda.amazonaws.com', 'lambda.amazonaws.com'] },
      [],
      { type: 'service', service: 'lambda.amazonaws.com' },
      'allowed',
    ],
    [
      'naming another service',
      { Service: 'lambda.amazonaws.com' },
      [],
      { type: 'service', service: 'apigateway.amazonaws.com' },
      'implicit deny',
    ],
    ['naming everybody', '*', [], user, 'allowed'],
    [
      'naming everybody, asked by a service',
      '*',
      [],
      { type: 'service', service: 'lambda.amazonaws.com' },
      'implicit deny',
    ],
    ['naming everybody, asked by nobody', '*', [], { type: 'anonymous' }, 'allowed'],
    ['naming the role', { AWS: 'arn:aws:iam::000000000000:role/handler' }, [], ROLE, 'allowed'],
  ])('%s', (_name, principal, identity, asking, outcome) => {
    const decision = evaluateTrust(
      trust(principal),
      { identity },
      {
        action: 'sts:AssumeRole',
        resource: 'arn:aws:iam::000000000000:role/target',
        principal: asking,
        context: requestContext(() => ({})),
      },
    );
    expect(decision.outcome).toBe(outcome);
  });

  it('denies before all else', () => {
    const decision = evaluateTrust(
      trust({ AWS: user.arn }, 'Deny'),
      { identity: assume },
      {
        action: 'sts:AssumeRole',
        resource: 'arn:aws:iam::000000000000:role/target',
        principal: user,
        context: requestContext(() => ({})),
      },
    );
    expect(decision.outcome).toBe('explicit deny');
  });
});

describe("an authorizer's answer", () => {
  const method = 'arn:aws:execute-api:us-east-1:000000000000:abc/prod/GET/tasks/1';
  it.each([
    [method, true],
    ['arn:aws:execute-api:us-east-1:000000000000:abc/*', true],
    ['arn:aws:execute-api:*:*:*/*/GET/tasks/*', true],
    ['arn:aws:execute-api:us-east-1:000000000000:abc/prod/POST/*', false],
    ['*', true],
    ['*/GET/tasks/*', true],
  ])('for %s: %s', (resource, allowed) => {
    const identity = [policy([allow('execute-api:Invoke', resource)], 'authorizer')];
    expect(decide({ identity }, 'execute-api:Invoke', method).outcome).toBe(
      allowed ? 'allowed' : 'implicit deny',
    );
  });
});

describe('for any policies and request', () => {
  const actions = fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:*', 's3:Get*', 'logs:*', '*');
  const resources = fc.constantFrom('*', BUCKET, `${BUCKET}/*`, `${BUCKET}/a`, TABLE, 'arn:aws:s3:::*');
  const conditions = fc.constantFrom<Condition | undefined>(
    undefined,
    { StringEquals: { 'aws:username': 'ann' } },
    { StringNotLike: { 'aws:username': 'a*' } },
    { Null: { 'aws:username': 'true' } },
  );
  const anyStatement = fc
    .tuple(fc.constantFrom('Allow', 'Deny'), actions, resources, conditions, fc.boolean())
    .map(([effect, action, resource, condition, not]) =>
      statement(effect, { Action: action, [not ? 'NotResource' : 'Resource']: resource }, condition),
    );
  const anyPolicy = fc
    .array(anyStatement, { minLength: 1, maxLength: 4 })
    .map((statements) => policy(statements));
  const anyRequest = fc.record({
    action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'logs:PutLogEvents'),
    resource: fc.constantFrom(BUCKET, `${BUCKET}/a`, TABLE),
    context: fc.constantFrom<ConditionContext>({}, { 'aws:username': 'ann' }, { 'aws:username': 'bob' }),
  });
  const outcomeOf = (
    identity: readonly CompiledPolicy[],
    request: { action: string; resource: string; context: ConditionContext },
  ): Outcome => decide({ identity }, request.action, request.resource, request.context).outcome;

  it('a further deny never allows', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 3 }),
        anyStatement,
        anyRequest,
        (policies, added, request) => {
          const before = outcomeOf(policies, request);
          const after = outcomeOf([...policies, policy([{ ...added, Effect: 'Deny' }])], request);
          if (before !== 'allowed') expect(after).not.toBe('allowed');
        },
      ),
    );
  });

  it('a further allow never denies', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 3 }),
        anyStatement,
        anyRequest,
        (policies, added, request) => {
          const before = outcomeOf(policies, request);
          const after = outcomeOf([...policies, policy([{ ...added, Effect: 'Allow' }])], request);
          if (before === 'allowed') expect(after).toBe('allowed');
          if (before === 'explicit deny') expect(after).toBe('explicit deny');
        },
      ),
    );
  });

  it('their order does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyPolicy, { maxLength: 4 }), anyRequest, (policies, request) => {
        expect(outcomeOf([...policies].reverse(), request)).toBe(outcomeOf(policies, request));
      }),
    );
  });

  it('a boundary only takes away', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 3 }),
        anyPolicy,
        anyRequest,
        (identity, boundary, request) => {
          const { action, resource, context } = request;
          const bounded = decide({ identity, boundary: [boundary] }, action, resource, context).outcome;
          if (bounded === 'allowed') expect(outcomeOf(identity, request)).toBe('allowed');
        },
      ),
    );
  });
});
