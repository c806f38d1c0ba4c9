import { loadTexts } from '../texts/load-texts.ts';
import { profileTexts } from '../texts/profile-texts.ts';
import { CognitoError } from './cognito-account.ts';

const { failures } = profileTexts;

/** Why something about the account did not work, in words for the person. */
export function accountFailure(error: unknown): string {
  if (!(error instanceof CognitoError))
    return error instanceof TypeError ? loadTexts.noConnection : String(error);
  switch (error.code) {
    case 'NotAuthorizedException':
      return error.message.includes('scopes') ? failures.oldSession : failures.wrongPassword;
    case 'CodeMismatchException':
    case 'EnableSoftwareTokenMFAException':
    case 'ExpiredCodeException':
      return failures.wrongCode;
    case 'LimitExceededException':
    case 'TooManyRequestsException':
      return failures.tooMany;
    case 'AliasExistsException':
      return failures.taken;
    default:
      return error.message;
  }
}
