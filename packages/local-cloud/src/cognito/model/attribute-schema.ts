import { AwsError } from '../../aws/aws-error.ts';

export type AttributeType = 'String' | 'Number' | 'DateTime' | 'Boolean';

/** One attribute that users of a pool may have, in the words of CreateUserPool's `Schema`. */
export interface SchemaAttribute {
  /** With its prefix: `custom:team`, `dev:custom:team`; standard ones have none. */
  readonly Name: string;
  readonly AttributeDataType: AttributeType;
  readonly DeveloperOnlyAttribute: boolean;
  readonly Mutable: boolean;
  readonly Required: boolean;
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string };
}

const TEXTS = [
  'profile',
  'address',
  'preferred_username',
  'gender',
  'picture',
  'name',
  'nickname',
  'phone_number',
  'zoneinfo',
  'locale',
  'email',
  'website',
  'given_name',
  'family_name',
  'middle_name',
];

function standard(
  Name: string,
  AttributeDataType: AttributeType = 'String',
  rest: Partial<SchemaAttribute> = {},
): SchemaAttribute {
  const base = { Name, AttributeDataType, DeveloperOnlyAttribute: false, Mutable: true, Required: false };
  if (AttributeDataType !== 'String') return { ...base, ...rest };
  return { ...base, StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' }, ...rest };
}

/** The OpenID Connect attributes that every pool has. */
const STANDARD_ATTRIBUTES: readonly SchemaAttribute[] = [
  standard('sub', 'String', {
    Mutable: false,
    Required: true,
    StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' },
  }),
  ...TEXTS.map((name) => standard(name)),
  standard('email_verified', 'Boolean'),
  standard('phone_number_verified', 'Boolean'),
  standard('birthdate', 'String', { StringAttributeConstraints: { MinLength: '10', MaxLength: '10' } }),
  standard('updated_at', 'Number', { NumberAttributeConstraints: { MinValue: '0' } }),
];

/** What a template or an operation gives for one attribute. */
export interface SchemaInput {
  readonly Name?: string;
  readonly AttributeDataType?: AttributeType;
  readonly DeveloperOnlyAttribute?: boolean;
  readonly Mutable?: boolean;
  readonly Required?: boolean;
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string };
}

function customAttribute(input: SchemaInput, given: string): SchemaAttribute {
  const bare = given.replace(/^(dev:)?custom:/, '');
  if (input.Required) {
    throw new AwsError(
      'InvalidParameterException',
      'Required custom attributes are not supported currently.',
    );
  }
  const type = input.AttributeDataType ?? 'String';
  return {
    Name: `${input.DeveloperOnlyAttribute ? 'dev:' : ''}custom:${bare}`,
    AttributeDataType: type,
    DeveloperOnlyAttribute: input.DeveloperOnlyAttribute ?? false,
    Mutable: input.Mutable ?? true,
    Required: false,
    ...(type === 'String' ? { StringAttributeConstraints: input.StringAttributeConstraints ?? {} } : {}),
    ...(type === 'Number' ? { NumberAttributeConstraints: input.NumberAttributeConstraints ?? {} } : {}),
  };
}

/**
 * The schema of a pool: the standard attributes as `inputs` change them, and the custom ones.
 * Throws InvalidParameterException for an attribute that cannot be had.
 */
export function poolSchema(inputs: readonly SchemaInput[]): SchemaAttribute[] {
  const schema = new Map(STANDARD_ATTRIBUTES.map((attribute) => [attribute.Name, attribute]));
  for (const input of inputs) {
    const name = input.Name;
    if (name === undefined) {
      throw new AwsError('InvalidParameterException', 'Schema attributes need a name.');
    }
    const known = schema.get(name);
    if (known === undefined) {
      const custom = customAttribute(input, name);
      schema.set(custom.Name, custom);
      continue;
    }
    schema.set(name, {
      ...known,
      Mutable: input.Mutable ?? known.Mutable,
      Required: input.Required ?? known.Required,
      ...(known.AttributeDataType === 'String' && input.StringAttributeConstraints
        ? { StringAttributeConstraints: input.StringAttributeConstraints }
        : {}),
    });
  }
  return [...schema.values()];
}

function nonconformity(name: string, text: string): AwsError {
  return new AwsError(
    'InvalidParameterException',
    `Attributes did not conform to the schema: ${name}: ${text}\n`,
  );
}

function checkText(attribute: SchemaAttribute, value: string): void {
  const { MinLength, MaxLength } = attribute.StringAttributeConstraints ?? {};
  if (MinLength !== undefined && value.length < Number(MinLength)) {
    throw nonconformity(attribute.Name, `String must be at least ${MinLength} characters long`);
  }
  if (MaxLength !== undefined && value.length > Number(MaxLength)) {
    throw nonconformity(attribute.Name, `String must be no longer than ${MaxLength} characters`);
  }
}

function checkNumber(attribute: SchemaAttribute, value: string): void {
  const { MinValue, MaxValue } = attribute.NumberAttributeConstraints ?? {};
  if (!/^-?\d{1,19}(\.\d{1,19})?$/.test(value)) {
    throw nonconformity(attribute.Name, 'Attribute value is not a number');
  }
  if (MinValue !== undefined && Number(value) < Number(MinValue)) {
    throw nonconformity(attribute.Name, `Number must be at least ${MinValue}`);
  }
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) {
    throw nonconformity(attribute.Name, `Number must be no more than ${MaxValue}`);
  }
}

const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;

export function isEmailAddress(value: string): boolean {
  return value.length <= 254 && EMAIL.test(value);
}

/** E.164, as Cognito takes phone numbers: `+15551234567`. */
export function isPhoneNumber(value: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(value);
}

/** Throws InvalidParameterException when the value is not one that `schema` allows under that name. */
export function checkAttribute(schema: readonly SchemaAttribute[], name: string, value: string): void {
  const attribute = schema.find((each) => each.Name === name);
  if (attribute === undefined) throw nonconformity(name, 'Attribute does not exist in the schema.');
  if (value === '') return;
  if (name === 'email' && !isEmailAddress(value)) {
    throw new AwsError('InvalidParameterException', 'Invalid email address format.');
  }
  if (name === 'phone_number' && !isPhoneNumber(value)) {
    throw new AwsError('InvalidParameterException', 'Invalid phone number format.');
  }
  if (attribute.AttributeDataType === 'String') checkText(attribute, value);
  if (attribute.AttributeDataType === 'Number') checkNumber(attribute, value);
  if (attribute.AttributeDataType === 'Boolean' && !/^(true|false)$/i.test(value)) {
    throw nonconformity(name, 'Attribute value is not a boolean');
  }
  if (attribute.AttributeDataType === 'DateTime' && Number.isNaN(Date.parse(value))) {
    throw nonconformity(name, 'Attribute value is not a date');
  }
}

/** Throws InvalidParameterException for the first required attribute that a new user does not have. */
export function checkRequired(
  schema: readonly SchemaAttribute[],
  attributes: Readonly<Record<string, string>>,
): void {
  const missing = schema.find(
    ({ Name, Required }) => Required && Name !== 'sub' && (attributes[Name] ?? '') === '',
  );
  if (missing) throw nonconformity(missing.Name, 'The attribute is required');
}

/** Throws when a change touches what may only be set at sign-up. */
export function checkMutable(schema: readonly SchemaAttribute[], names: readonly string[]): void {
  const fixed = schema.find(({ Name, Mutable }) => !Mutable && names.includes(Name));
  if (fixed) {
    throw new AwsError('InvalidParameterException', `user.${fixed.Name}: Attribute cannot be updated.\n`);
  }
}
