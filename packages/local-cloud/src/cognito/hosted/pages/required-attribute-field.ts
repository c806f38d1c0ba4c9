import { type FormField, formField } from './form-field.ts';
import type { Html } from './html.ts';

type Look = Pick<FormField, 'label' | 'type' | 'autocomplete'> & Partial<Pick<FormField, 'inputmode'>>;

/** The standard claims of OpenID Connect Core section 5.1, with their autofill tokens. */
const STANDARD: ReadonlyMap<string, Look> = new Map<string, Look>([
  ['email', { label: 'Email', type: 'email', autocomplete: 'email', inputmode: 'email' }],
  ['phone_number', { label: 'Phone number', type: 'tel', autocomplete: 'tel', inputmode: 'tel' }],
  ['name', { label: 'Name', type: 'text', autocomplete: 'name' }],
  ['given_name', { label: 'Given name', type: 'text', autocomplete: 'given-name' }],
  ['middle_name', { label: 'Middle name', type: 'text', autocomplete: 'additional-name' }],
  ['family_name', { label: 'Family name', type: 'text', autocomplete: 'family-name' }],
  ['nickname', { label: 'Nickname', type: 'text', autocomplete: 'nickname' }],
  ['preferred_username', { label: 'Preferred username', type: 'text', autocomplete: 'nickname' }],
  ['birthdate', { label: 'Date of birth', type: 'date', autocomplete: 'bday' }],
  ['gender', { label: 'Gender', type: 'text', autocomplete: 'sex' }],
  ['address', { label: 'Address', type: 'text', autocomplete: 'street-address' }],
  ['locale', { label: 'Locale', type: 'text', autocomplete: 'language' }],
  ['website', { label: 'Website', type: 'url', autocomplete: 'url' }],
  ['profile', { label: 'Profile page', type: 'url', autocomplete: 'url' }],
  ['picture', { label: 'Picture address', type: 'url', autocomplete: 'photo' }],
  ['zoneinfo', { label: 'Time zone', type: 'text', autocomplete: 'off' }],
]);

/** `requiredAttributes[given_name]`, as Cognito's own sign-up form names it. */
export function requiredAttributeName(attribute: string): string {
  return `requiredAttributes[${attribute}]`;
}

export function requiredAttributeField(attribute: string, value: string | undefined, invalid: boolean): Html {
  const look = STANDARD.get(attribute) ?? {
    label: attribute.replace(/^custom:/, '').replaceAll('_', ' '),
    type: 'text' as const,
    autocomplete: 'off',
  };
  return formField({
    ...look,
    id: `signUpForm-${attribute}`,
    name: requiredAttributeName(attribute),
    value,
    invalid,
  });
}
