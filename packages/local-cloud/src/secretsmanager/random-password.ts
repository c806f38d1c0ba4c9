import { AwsError } from '../aws/aws-error.ts';
import { randomText, type Sources } from '../aws/sources.ts';

const KINDS = {
  lowercase: 'abcdefghijklmnopqrstuvwxyz',
  uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numbers: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
} as const;

export interface PasswordRules {
  readonly length?: number | undefined;
  readonly excludeCharacters?: string | undefined;
  readonly excluded: readonly (keyof typeof KINDS)[];
  readonly includeSpace: boolean;
  readonly requireEachIncludedType: boolean;
}

const DEFAULT_LENGTH = 32;
const LONGEST = 4096;

/**
 * A password of the wanted kinds of characters.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 * Throws AwsError `InvalidParameterException`.
 */
export function randomPassword(sources: Sources, rules: PasswordRules): string {
  const { length = DEFAULT_LENGTH, excludeCharacters = '' } = rules;
  const without = (text: string): string =>
    [...text].filter((character) => !excludeCharacters.includes(character)).join('');
  const kinds = Object.entries(KINDS)
    .filter(([kind]) => !rules.excluded.some((one) => one === kind))
    .map(([, characters]) => without(characters))
    .concat(rules.includeSpace ? [without(' ')] : [])
    .filter((characters) => characters !== '');
  const required = rules.requireEachIncludedType ? kinds : [];
  if (
    kinds.length === 0 ||
    !Number.isInteger(length) ||
    length < Math.max(1, required.length) ||
    length > LONGEST
  ) {
    throw new AwsError('InvalidParameterException', 'The password cannot be made with these parameters.');
  }
  const chosen = [
    ...required.map((characters) => randomText(sources, 1, characters)),
    ...randomText(sources, length - required.length, kinds.join('')),
  ];
  return shuffled(sources, chosen).join('');
}

/** In an order in which every order is as likely as any other. */
function shuffled(sources: Sources, characters: string[]): string[] {
  const keyed = characters.map((character) => ({ character, key: sources.bytes(8).readBigUInt64BE() }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ character }) => character);
}
