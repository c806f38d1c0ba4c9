import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { checkAttribute, checkRequired } from '../model/attribute-schema.ts';
import { USER_NOT_FOUND } from '../state/user-directory.ts';
import { newPassword } from '../users/passwords.ts';
import { afterFirstFactor, type Step } from './next-step.ts';
import type { SignInContext } from './sign-in-context.ts';

export interface NewPasswordAnswer {
  readonly session: string | undefined;
  readonly password: string;
  /** Required attributes that the user did not have yet. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Replaces a temporary password. A password that the policy does not take leaves the session open.
 * Throws NotAuthorizedException, InvalidPasswordException, InvalidParameterException.
 */
export async function answerNewPassword(
  core: CognitoCore,
  context: SignInContext,
  { session, password, attributes }: NewPasswordAnswer,
): Promise<Step> {
  const { pool, client, door } = context;
  const challenge = core.challenges.take(session, {
    clientId: client.id,
    door,
    names: ['NEW_PASSWORD_REQUIRED'],
  });
  try {
    const user = core.users.bySub(pool, challenge.sub);
    if (user === undefined) throw USER_NOT_FOUND();
    for (const [name, value] of Object.entries(attributes)) {
      if ((user.attributes[name] ?? '') !== '' && user.attributes[name] !== value) {
        throw new AwsError('NotAuthorizedException', `Cannot modify an already provided ${name}`);
      }
      checkAttribute(pool.schema, name, value);
    }
    checkRequired(pool.schema, { ...user.attributes, ...attributes });
    const change = newPassword(core, pool, user, password);
    const changed = await core.users.change(pool, user.sub, (latest) => {
      if (latest.status !== 'FORCE_CHANGE_PASSWORD') {
        throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
      }
      return change({ ...latest, attributes: { ...latest.attributes, ...attributes } });
    });
    return await afterFirstFactor(core, context, changed, true);
  } catch (error) {
    const correctable = ['InvalidPasswordException', 'InvalidParameterException'];
    if (session !== undefined && error instanceof AwsError && correctable.includes(error.code)) {
      core.challenges.giveBack(session, challenge);
    }
    throw error;
  }
}
