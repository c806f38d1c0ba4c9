import { AwsError } from '../../aws/aws-error.ts';
import type { User } from '../model/user.ts';
import { matchingStep } from './totp.ts';

/**
 * The user after a right code of the authenticator app; the code does not work a second time.
 * Throws CodeMismatchException or ExpiredCodeException.
 */
export function withUsedCode(user: User, code: string, now: number): User {
  const token = user.softwareToken;
  const step = token && matchingStep(token.secret, code, now);
  if (token === undefined || step === undefined) {
    throw new AwsError('CodeMismatchException', 'Invalid code received for user');
  }
  if (token.lastStep !== undefined && step <= token.lastStep) {
    throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
  }
  return { ...user, softwareToken: { ...token, lastStep: step } };
}
