import { AwsError } from '../../aws/aws-error.ts';
import type { PasswordPolicy } from '../model/user-pool.ts';

/** What a new pool has when it names no policy. */
export const DEFAULT_PASSWORD_POLICY: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

/** The characters that count as symbols; a space counts too, but not at an edge. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=\S) (?=\S)/;

interface Rule {
  readonly holds: (password: string, policy: PasswordPolicy) => boolean;
  readonly failure: string;
  /** For the sign-up page; undefined when the policy does not ask for it. */
  readonly sentence: (policy: PasswordPolicy) => string | undefined;
}

const RULES: readonly Rule[] = [
  {
    holds: (password, policy) => password.length >= policy.MinimumLength,
    failure: 'Password not long enough',
    sentence: (policy) => `At least ${policy.MinimumLength} characters.`,
  },
  {
    holds: (password, policy) => !policy.RequireUppercase || /[A-Z]/.test(password),
    failure: 'Password must have uppercase characters',
    sentence: (policy) => (policy.RequireUppercase ? 'An upper-case letter.' : undefined),
  },
  {
    holds: (password, policy) => !policy.RequireLowercase || /[a-z]/.test(password),
    failure: 'Password must have lowercase characters',
    sentence: (policy) => (policy.RequireLowercase ? 'A lower-case letter.' : undefined),
  },
  {
    holds: (password, policy) => !policy.RequireNumbers || /[0-9]/.test(password),
    failure: 'Password must have numeric characters',
    sentence: (policy) => (policy.RequireNumbers ? 'A number.' : undefined),
  },
  {
    holds: (password, policy) => !policy.RequireSymbols || SYMBOL.test(password),
    failure: 'Password must have symbol characters',
    sentence: (policy) => (policy.RequireSymbols ? 'A symbol, such as ! or #.' : undefined),
  },
];

/** Throws InvalidPasswordException with the first rule that the password breaks. */
export function checkPassword(policy: PasswordPolicy, password: string): void {
  const broken = RULES.find((rule) => !rule.holds(password, policy));
  if (broken) {
    throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${broken.failure}`);
  }
}

/** One sentence a rule. */
export function passwordRules(policy: PasswordPolicy): string[] {
  return RULES.map((rule) => rule.sentence(policy)).filter((sentence) => sentence !== undefined);
}
