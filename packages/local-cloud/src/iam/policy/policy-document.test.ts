import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import { compilePolicy } from './compiled-policy.ts';
import { explainMalformedPolicy } from './malformed-policy.ts';
import type { PolicyKind } from './policy-document.ts';

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const VERSION = 'Policy document must be version 2012-10-17 or greater.';
const PREFIX = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const COLON = 'Actions/Condition can contain only one colon.';
const ACTIONS = 'Policy statement must contain actions.';
const RESOURCES = 'Policy statement must contain resources.';
const SIDS = 'Statement IDs (SID) in a single policy must be unique.';
const VENDOR = 'Resource vendor must be fully qualified and cannot contain regexes.';
const FINE = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::example' };

function of(...statements: unknown[]): object {
  return { Version: '2012-10-17', Statement: statements.length === 1 ? statements[0] : statements };
}

function problem(document: unknown, kind: PolicyKind = 'identity'): string | undefined {
  try {
    compilePolicy(document, kind, 'policy');
    return undefined;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'MalformedPolicyDocument') return error.message;
    throw error;
  }
}

describe('an identity policy is refused', () => {
  const rows: [name: string, document: unknown, text: string][] = [
    ['when it is no JSON', 'This is not JSON', SYNTAX],
    ['when it is a list', [], SYNTAX],
    ['when it is nothing', null, SYNTAX],
    ['without a version', { Statement: FINE }, VERSION],
    ['of 2008', { Version: '2008-10-17', Statement: FINE }, VERSION],
    ['of another year', { Version: '2013-10-17', Statement: FINE }, SYNTAX],
    ['without statements', { Version: '2012-10-17' }, SYNTAX],
    ['with an empty list of statements', { Version: '2012-10-17', Statement: [] }, SYNTAX],
    ['with a text as statement', of('abc'), SYNTAX],
    ['with a further element', { ...of(FINE), Extra: 1 }, SYNTAX],
    ['with a further element in a statement', of({ ...FINE, Extra: 1 }), SYNTAX],
    ['with an Id that is no text', { ...of(FINE), Id: {} }, SYNTAX],
    ['with a Sid that is no text', of({ ...FINE, Sid: [] }), SYNTAX],
    ['with an unknown effect', of({ ...FINE, Effect: 'Maybe' }), SYNTAX],
    ['without an effect', of({ Action: 's3:*', Resource: '*' }), SYNTAX],
    ['with an effect in another case', of({ ...FINE, Effect: 'allow' }), LEGACY],
    ['with an action without a service', of({ ...FINE, Action: 'ListBucket' }), PREFIX],
    ['with an empty action', of({ Effect: 'Allow', NotAction: '', Resource: '*' }), PREFIX],
    ['with a service that is none', of({ ...FINE, Action: 'a a:ListBucket' }), 'Vendor a a is not valid'],
    ['with two colons in an action', of({ ...FINE, Action: 's3:List:Bucket' }), COLON],
    ['without actions', of({ Effect: 'Allow', Resource: '*' }), ACTIONS],
    ['with an empty list of actions', of({ ...FINE, Action: [] }), ACTIONS],
    ['with a list inside a list', of({ ...FINE, Action: [[]] }), SYNTAX],
    ['with Action and NotAction', of({ ...FINE, NotAction: 's3:*' }), SYNTAX],
    ['without resources', of({ Effect: 'Allow', Action: 's3:ListBucket' }), RESOURCES],
    ['with an empty list of resources', of({ ...FINE, Resource: [] }), RESOURCES],
    ['with Resource and NotResource', of({ ...FINE, NotResource: '*' }), SYNTAX],
    ['with an object as resource', of({ ...FINE, Resource: { a: 'b' } }), SYNTAX],
    [
      'with a resource that is no ARN',
      of({ ...FINE, Resource: 'tasks' }),
      'Resource tasks must be in ARN format or "*".',
    ],
    ['with an empty resource', of({ ...FINE, Resource: '' }), 'Resource  must be in ARN format or "*".'],
    [
      'with an unknown partition',
      of({ ...FINE, Resource: 'a:b:cadfsdf' }),
      'Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".',
    ],
    [
      'with the ARN of a bucket cut off',
      of({ ...FINE, Resource: 'aws:s3:::example' }),
      'Partition "s3" is not valid for resource "arn:s3:::example:*".',
    ],
    ['with a bucket that has too few parts', of({ ...FINE, Resource: 'arn:aws:s3::example' }), LEGACY],
    ['with an ARN without a service', of({ ...FINE, Resource: 'arn:aws::::example' }), LEGACY],
    ['with an ARN that ends early', of({ ...FINE, Resource: 'arn:aws' }), VENDOR],
    ['with a wildcard as service', of({ ...FINE, Resource: 'arn:aws:*:::x' }), VENDOR],
    [
      'with a region in the ARN of a bucket',
      of({ ...FINE, Resource: 'arn:aws:s3:us-east-1::example' }),
      'Resource arn:aws:s3:us-east-1::example can not contain region information.',
    ],
    [
      'with a region in an ARN of IAM',
      of({ ...FINE, Resource: 'arn:aws:iam:us-east-1::example' }),
      'IAM resource arn:aws:iam:us-east-1::example cannot contain region information.',
    ],
    ['with Sids that repeat', of({ ...FINE, Sid: 'a' }, { ...FINE, Sid: 'a' }), SIDS],
    ['with a principal', of({ ...FINE, Principal: '*' }), 'Policy document should not specify a principal.'],
    [
      'with an unknown operator',
      of({ ...FINE, Condition: { StringEqual: { 'aws:username': 'a' } } }),
      SYNTAX,
    ],
    ['with a list as condition', of({ ...FINE, Condition: [] }), SYNTAX],
    ['with a text as condition block', of({ ...FINE, Condition: { StringEquals: 'a' } }), SYNTAX],
    ['with an object as value', of({ ...FINE, Condition: { StringEquals: { a: {} } } }), SYNTAX],
    [
      'with two colons in an operator',
      of({ ...FINE, Condition: { 'ForAnyValue::Bool': { a: 'true' } } }),
      SYNTAX,
    ],
    ['with NullIfExists', of({ ...FINE, Condition: { NullIfExists: { a: 'true' } } }), SYNTAX],
    ['with a date that is none', of({ ...FINE, Condition: { DateGreaterThan: { a: 'soon' } } }), LEGACY],
    ['with half a date', of({ ...FINE, Condition: { DateLessThanEquals: { a: '234-13' } } }), LEGACY],
    ['with a number that is none', of({ ...FINE, Condition: { NumericEquals: { a: 'ten' } } }), SYNTAX],
    ['with an address that is none', of({ ...FINE, Condition: { IpAddress: { a: '10.0.0.0/33' } } }), SYNTAX],
    ['first for its grammar', { Version: '2008-10-17', Statement: { ...FINE, Sid: {} } }, SYNTAX],
    ['then for its version', { Statement: { ...FINE, Effect: 'denY' } }, VERSION],
    ['then for its old grammar', of({ Effect: 'Allow', Resource: 'arn:aws:s3::example' }), LEGACY],
    ['then for its Sids', of({ ...FINE, Sid: 'a' }, { Effect: 'Allow', Sid: 'a' }), SIDS],
    [
      'then for its resources',
      of({ ...FINE, Action: 's:3:x', Resource: 'x' }),
      'Resource x must be in ARN format or "*".',
    ],
  ];
  it.each(rows)('%s', (_name, document, text) => {
    expect(problem(document)).toBe(text);
  });

  it('and the cause says where', () => {
    let error: unknown;
    try {
      compilePolicy(of(FINE, { ...FINE, Condition: { StringEqual: { a: 'b' } } }), 'identity', 'policy');
    } catch (caught) {
      error = caught;
    }
    expect(error instanceof AwsError ? explainMalformedPolicy(error) : error).toBe(
      'Syntax errors in policy. (Statement[1].Condition: StringEqual is not a condition operator)',
    );
  });
});

describe('an identity policy is taken', () => {
  it.each<[string, unknown]>([
    ['as text', JSON.stringify(of(FINE))],
    ['with one statement', of(FINE)],
    ['with all actions', of({ ...FINE, Action: '*' })],
    ['with an empty condition', of({ ...FINE, Condition: {} })],
    ['with a condition without keys', of({ ...FINE, Condition: { DateGreaterThan: {} } })],
    ['with an Id', { ...of(FINE), Id: 'x' }],
    ['with the same empty Sid twice', of({ ...FINE, Sid: '' }, { ...FINE, Sid: '' })],
    ['with an ARN of IAM', of({ ...FINE, Resource: 'arn:aws:iam:::user/x' })],
    ['with a variable in an ARN', of({ ...FINE, Resource: 'arn:aws:iam::*:user/${aws:username}' })],
    [
      'with a number and a boolean as values',
      of({ ...FINE, Condition: { NumericEquals: { a: 1 }, Bool: { b: true } } }),
    ],
    ['with an access point', of({ ...FINE, Resource: 'arn:aws:s3:us-east-1:000000000000:accesspoint/x' })],
  ])('%s', (_name, document) => {
    expect(problem(document)).toBeUndefined();
  });
});

describe('a trust policy', () => {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  it.each<[string, unknown, string | undefined]>([
    ['is taken', of(trust), undefined],
    ['is taken without a version', { Statement: [trust] }, undefined],
    ['may also tag sessions', of({ ...trust, Action: ['sts:AssumeRole', 'sts:TagSession'] }), undefined],
    ['names no resource', of({ ...trust, Resource: '*' }), 'Has prohibited field Resource'],
    [
      'names a principal',
      of({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
      'Missing required field Principal',
    ],
    [
      'allows nothing else',
      of({ ...trust, Action: 's3:GetObject' }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'names services that can be',
      of({ ...trust, Principal: { Service: 'lambda' } }),
      'Invalid principal in policy: "SERVICE":"lambda"',
    ],
    [
      'names principals that can be',
      of({ ...trust, Principal: { AWS: 'arn:aws:iam::000000000000:role/*' } }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/*"',
    ],
    ['names kinds of principals that are', of({ ...trust, Principal: { Person: 'x' } }), SYNTAX],
  ])('%s', (_name, document, text) => {
    expect(problem(document, 'trust')).toBe(text);
  });
});

it('refuses or takes whatever JSON there is', () => {
  const values = fc.oneof(fc.jsonValue(), fc.constantFrom('Allow', '*', 's3:*', '2012-10-17'));
  const statements = fc.dictionary(
    fc.constantFrom('Effect', 'Action', 'Resource', 'Principal', 'Condition', 'Sid', '__proto__'),
    values,
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.array(statements).map((list) => of(...list)),
      ),
      (document) => {
        for (const kind of ['identity', 'resource', 'trust', 'authorizer'] as const) problem(document, kind);
      },
    ),
  );
});
