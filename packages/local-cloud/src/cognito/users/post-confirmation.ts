import type { CognitoCore } from '../core.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { triggerAttributes } from '../triggers/trigger-runner.ts';

/** Tells the pool's PostConfirmation function; nothing of its answer is read. */
export async function postConfirmation(
  core: CognitoCore,
  where: { readonly pool: UserPool; readonly client?: { readonly id: string } },
  user: User,
  event: 'ConfirmSignUp' | 'ConfirmForgotPassword',
  clientMetadata?: Readonly<Record<string, string>>,
): Promise<void> {
  await core.triggers.run({
    pool: where.pool,
    trigger: 'PostConfirmation',
    source: `PostConfirmation_${event}`,
    clientId: where.client?.id ?? 'CLIENT_ID_NOT_APPLICABLE',
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      ...(clientMetadata ? { clientMetadata } : {}),
    },
  });
}
