import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ACCOUNT_TRUST,
  allow,
  errorOf,
  type IamFixture,
  LAMBDA_TRUST,
  openIam,
  TABLE,
} from '../../iam/testing/iam-fixture.ts';
import type { JsonObject, ResourceState } from '../resource-provider.ts';

let fixture: IamFixture;

beforeEach(async () => {
  fixture = await openIam();
});
afterEach(() => fixture.close());

const ROLE = 'AWS::IAM::Role';
const POLICY = 'AWS::IAM::Policy';
const MANAGED = 'AWS::IAM::ManagedPolicy';
const TRUSTED: JsonObject = { AssumeRolePolicyDocument: LAMBDA_TRUST };

function named(name: string, document: JsonObject, ...roles: ResourceState[]): JsonObject {
  return { PolicyName: name, PolicyDocument: document, Roles: roles.map(({ physicalId }) => physicalId) };
}

function may(role: ResourceState, action: string): boolean {
  return fixture.iam.roles.allows(role.attributes.Arn ?? '', 'fn', action, TABLE);
}

describe('a role', () => {
  it('gets a name as CloudFormation makes it up, and tells its ARN and id', async () => {
    const role = await fixture.create(ROLE, 'HandlerServiceRole', TRUSTED);
    expect(role.physicalId).toBe('app-HandlerServiceRole-HANDLERSERVI');
    expect(role.attributes).toEqual({
      Arn: `arn:aws:iam::000000000000:role/${role.physicalId}`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    });
  });

  it.each([
    ['short', 'Role'],
    ['a-stack-name-of-forty-and-some-characters-x', 'ALogicalIdOfFortyAndSomeCharactersAsCdkMakes1234'],
  ])('gets a name of at most 64 characters: %s', async (_name, logicalId) => {
    const role = await fixture.create(ROLE, logicalId.repeat(3), TRUSTED);
    expect(role.physicalId.length).toBeLessThanOrEqual(64);
    expect(role.physicalId).toMatch(/^app-.+-[A-Z0-9]{12}$/);
  });

  it('has its path in its ARN and is found by it only', async () => {
    const role = await fixture.create(ROLE, 'Role', { ...TRUSTED, RoleName: 'r', Path: '/team/' });
    expect(role.attributes.Arn).toBe('arn:aws:iam::000000000000:role/team/r');
    expect(fixture.iam.directory.roleOf('arn:aws:iam::000000000000:role/r')).toBeUndefined();
  });

  it('is made once by one creation token, and not over another one', async () => {
    const first = await fixture.create(ROLE, 'Role', { ...TRUSTED, RoleName: 'fixed' });
    expect(await fixture.create(ROLE, 'Role', { ...TRUSTED, RoleName: 'fixed' })).toEqual(first);
    const other = fixture.create(ROLE, 'Other', { ...TRUSTED, RoleName: 'fixed' });
    await expect(other).rejects.toMatchObject({ code: 'EntityAlreadyExists' });
  });

  it('follows a change of its policies at once', async () => {
    const before = {
      ...TRUSTED,
      Policies: [{ PolicyName: 'own', PolicyDocument: allow('dynamodb:PutItem', '*') }],
    };
    const after = {
      ...TRUSTED,
      Policies: [{ PolicyName: 'own', PolicyDocument: allow('dynamodb:GetItem', '*') }],
    };
    const role = await fixture.create(ROLE, 'Role', before);
    expect([may(role, 'dynamodb:PutItem'), may(role, 'dynamodb:GetItem')]).toEqual([true, false]);
    expect(await fixture.update(ROLE, role, before, after)).toEqual(role);
    expect([may(role, 'dynamodb:PutItem'), may(role, 'dynamodb:GetItem')]).toEqual([false, true]);
  });

  it('keeps, when it is changed, what other resources gave it', async () => {
    const before = { ...TRUSTED, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess'] };
    const role = await fixture.create(ROLE, 'Role', before);
    await fixture.create(POLICY, 'Default', named('default', allow('dynamodb:GetItem', '*'), role));
    await fixture.create(MANAGED, 'Managed', {
      ManagedPolicyName: 'managed',
      PolicyDocument: allow('dynamodb:Query', '*'),
      Roles: [role.physicalId],
    });
    await fixture.update(ROLE, role, before, { ...TRUSTED, Description: 'changed' });
    expect([may(role, 'dynamodb:GetItem'), may(role, 'dynamodb:Query')]).toEqual([true, true]);
    expect(may(role, 'xray:PutTraceSegments')).toBe(false);
  });

  it('loses a boundary that is taken away', async () => {
    const boundary = await fixture.create(MANAGED, 'Boundary', { PolicyDocument: allow('s3:*', '*') });
    const open = { ...TRUSTED, Policies: [{ PolicyName: 'own', PolicyDocument: allow('*', '*') }] };
    const bounded = { ...open, PermissionsBoundary: boundary.physicalId };
    const role = await fixture.create(ROLE, 'Role', bounded);
    expect(may(role, 'dynamodb:GetItem')).toBe(false);
    await fixture.update(ROLE, role, bounded, open);
    expect(may(role, 'dynamodb:GetItem')).toBe(true);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['name', { ...TRUSTED, RoleName: 'a' }, { ...TRUSTED, RoleName: 'b' }],
    ['path', TRUSTED, { ...TRUSTED, Path: '/x/' }],
  ])('is replaced when its %s changes', async (_name, before, after) => {
    const role = await fixture.create(ROLE, 'Role', before);
    expect(await fixture.update(ROLE, role, before, after)).toBe('replace');
  });

  it('gives out no session once its trust policy does not name the service any more', async () => {
    const role = await fixture.create(ROLE, 'Role', TRUSTED);
    await fixture.update(ROLE, role, TRUSTED, { AssumeRolePolicyDocument: ACCOUNT_TRUST });
    expect(errorOf(() => fixture.assume(role)).code).toBe('InvalidParameterValueException');
  });

  it('can be removed twice', async () => {
    const role = await fixture.create(ROLE, 'Role', TRUSTED);
    await fixture.provider(ROLE).delete(role, TRUSTED);
    await fixture.provider(ROLE).delete(role, TRUSTED);
    expect(fixture.iam.directory.roles()).toEqual([]);
  });

  it.each<[string, JsonObject, string, RegExp]>([
    [
      'a malformed policy',
      { Policies: [{ PolicyName: 'own', PolicyDocument: {} }] },
      'MalformedPolicyDocument',
      /^Syntax errors in policy\. \(Statement\[0\] is not an object\)$/,
    ],
    [
      'a malformed trust policy',
      { AssumeRolePolicyDocument: allow('s3:*', '*') },
      'MalformedPolicyDocument',
      /Has prohibited field Resource/,
    ],
    ['no trust policy', { AssumeRolePolicyDocument: null }, 'MalformedPolicyDocument', /not an object/],
    [
      'a policy that is not there',
      { ManagedPolicyArns: ['arn:aws:iam::000000000000:policy/none'] },
      'NoSuchEntity',
      /does not exist or is not attachable/,
    ],
    ['a name with a slash', { RoleName: 'a/b' }, 'ValidationError', /RoleName is invalid/],
    ['a path without an end', { Path: '/x' }, 'ValidationError', /Path must begin and end/],
    ['too long a session', { MaxSessionDuration: 50_000 }, 'ValidationError', /MaxSessionDuration/],
    [
      'a policy without a name',
      { Policies: [{ PolicyDocument: allow('s3:*', '*') }] },
      'ValidationError',
      /PolicyName is required/,
    ],
    [
      'too much in its policies',
      {
        Policies: [
          { PolicyName: 'own', PolicyDocument: allow('s3:*', `arn:aws:s3:::${'x'.repeat(10_300)}`) },
        ],
      },
      'LimitExceeded',
      /Maximum policy size of 10240 bytes exceeded for role/,
    ],
  ])('is refused with %s', async (_name, properties, code, message) => {
    const creating = fixture.create(ROLE, 'Role', { ...TRUSTED, ...properties });
    await expect(creating).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(fixture.iam.directory.roles()).toEqual([]);
  });

  it('is refused at the start with a managed policy of AWS that is not known here', () => {
    const check = (properties: JsonObject): void => fixture.provider(ROLE).check?.(properties);
    const unknown = 'arn:aws:iam::aws:policy/AmazonBedrockFullAccess';
    expect(() => check({ ManagedPolicyArns: [unknown] })).toThrow(
      /AmazonBedrockFullAccess is not known here/,
    );
    expect(() => check({ PermissionsBoundary: unknown })).toThrow(
      /AmazonBedrockFullAccess is not known here/,
    );
    expect(() => check({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] })).not.toThrow();
  });
});

describe('an inline policy', () => {
  it('is put into its roles and taken out again', async () => {
    const [one, two] = [
      await fixture.create(ROLE, 'One', TRUSTED),
      await fixture.create(ROLE, 'Two', TRUSTED),
    ];
    const before = named('p', allow('dynamodb:GetItem', '*'), one, two);
    const policy = await fixture.create(POLICY, 'Policy', before);
    expect([may(one, 'dynamodb:GetItem'), may(two, 'dynamodb:GetItem')]).toEqual([true, true]);
    const after = named('p', allow('dynamodb:PutItem', '*'), two);
    expect(await fixture.update(POLICY, policy, before, after)).toEqual(policy);
    expect([may(one, 'dynamodb:GetItem'), may(two, 'dynamodb:PutItem')]).toEqual([false, true]);
    await fixture.provider(ROLE).delete(one, TRUSTED);
    await fixture.provider(POLICY).delete(policy, before);
    expect(may(two, 'dynamodb:PutItem')).toBe(false);
  });

  it('stays beside another one that is put in at the same time', async () => {
    const role = await fixture.create(ROLE, 'Role', TRUSTED);
    await Promise.all(
      ['One', 'Two', 'Three'].map((name) =>
        fixture.create(POLICY, name, named(name, allow(`dynamodb:${name}`, '*'), role)),
      ),
    );
    await fixture.restart();
    const { inline = {} } = fixture.iam.directory.role(role.physicalId)?.record ?? {};
    expect(Object.keys(inline)).toEqual(['One', 'Two', 'Three']);
  });

  it('is replaced when its name changes, and refused without roles', async () => {
    const role = await fixture.create(ROLE, 'Role', TRUSTED);
    const before = named('p', allow('s3:*', '*'), role);
    const policy = await fixture.create(POLICY, 'Policy', before);
    expect(await fixture.update(POLICY, policy, before, named('q', allow('s3:*', '*'), role))).toBe(
      'replace',
    );
    await expect(fixture.create(POLICY, 'None', named('p', allow('s3:*', '*')))).rejects.toThrow(
      'At least one of [Groups,Roles,Users] must be non-empty.',
    );
  });

  it('can be the resource of one role', async () => {
    const role = await fixture.create(ROLE, 'Role', TRUSTED);
    const properties = (action: string): JsonObject => ({
      PolicyName: 'p',
      RoleName: role.physicalId,
      PolicyDocument: allow(action, '*'),
    });
    const type = 'AWS::IAM::RolePolicy';
    const before = properties('dynamodb:GetItem');
    const policy = await fixture.create(type, 'Policy', before);
    await fixture.update(type, policy, before, properties('dynamodb:PutItem'));
    expect([may(role, 'dynamodb:GetItem'), may(role, 'dynamodb:PutItem')]).toEqual([false, true]);
    expect(await fixture.update(type, policy, before, { ...before, PolicyName: 'q' })).toBe('replace');
    await fixture.provider(type).delete(policy, before);
    expect(may(role, 'dynamodb:PutItem')).toBe(false);
  });
});

describe('a managed policy', () => {
  it('reaches every role that has it, changes for all and ends with its resource', async () => {
    const role = await fixture.create(ROLE, 'Role', TRUSTED);
    const before: JsonObject = { PolicyDocument: allow('dynamodb:GetItem', '*'), Roles: [role.physicalId] };
    const policy = await fixture.create(MANAGED, 'Managed', before);
    expect(policy.physicalId).toBe('arn:aws:iam::000000000000:policy/app-Managed-MANAGEDXXXXX');
    expect(may(role, 'dynamodb:GetItem')).toBe(true);
    const after: JsonObject = { ...before, PolicyDocument: allow('dynamodb:PutItem', '*') };
    await fixture.update(MANAGED, policy, before, after);
    expect([may(role, 'dynamodb:GetItem'), may(role, 'dynamodb:PutItem')]).toEqual([false, true]);
    await fixture.restart();
    expect(may(role, 'dynamodb:PutItem')).toBe(true);
    await fixture.provider(MANAGED).delete(policy, after);
    await fixture.provider(MANAGED).delete(policy, after);
    expect(may(role, 'dynamodb:PutItem')).toBe(false);
  });

  it('stays as long as a role that it does not name itself has it', async () => {
    const policy = await fixture.create(MANAGED, 'Managed', { PolicyDocument: allow('s3:*', '*') });
    await fixture.create(ROLE, 'Role', { ...TRUSTED, ManagedPolicyArns: [policy.physicalId] });
    await expect(fixture.provider(MANAGED).delete(policy, {})).rejects.toMatchObject({
      code: 'DeleteConflict',
    });
  });

  it('is refused where its form is wrong or its name is taken', async () => {
    const properties = { ManagedPolicyName: 'm', PolicyDocument: allow('s3:*', '*') };
    await fixture.create(MANAGED, 'One', properties);
    await expect(fixture.create(MANAGED, 'Two', properties)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
    });
    const malformed = fixture.create(MANAGED, 'Three', { PolicyDocument: allow('s3', '*') });
    await expect(malformed).rejects.toMatchObject({ code: 'MalformedPolicyDocument' });
  });
});
