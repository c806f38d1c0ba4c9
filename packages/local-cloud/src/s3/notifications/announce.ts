import type { Account } from '../../aws/account.ts';
import type { Sources } from '../../aws/sources.ts';
import type { Journal } from '../../journal/journal.ts';
import type { EventSender } from '../../lambda/event-sender.ts';
import type { FunctionInvoker } from '../../lambda/function-invoker.ts';
import { type BucketRecord, bucketArn } from '../bucket-record.ts';
import { isNotified } from './bucket-notifications.ts';
import { eventMessage, type ObjectEvent } from './event-message.ts';

/** How functions are told. */
export interface NotificationTargets {
  readonly allows: FunctionInvoker['allows'];
  readonly send: EventSender;
}

/** Tells whoever wants to know. Resolves when each has the event durably; what fails is only written down. */
export type Announce = (bucket: BucketRecord, event: ObjectEvent) => Promise<void>;

export const S3_PRINCIPAL = 's3.amazonaws.com';

export function announcer(
  needs: { readonly account: Account; readonly sources: Sources; readonly journal: Journal },
  targets: NotificationTargets,
): Announce {
  const { account, sources, journal } = needs;
  return async (bucket, event) => {
    const rules = (bucket.notifications ?? []).filter((rule) => isNotified(rule, event.name, event.key));
    for (const { id, functionArn } of rules) {
      const source = bucketArn(account, bucket.name);
      try {
        if (targets.allows(functionArn, S3_PRINCIPAL, source)) {
          await targets.send(functionArn, eventMessage(account, bucket, id, event, sources.now()));
          continue;
        }
        journal.write({
          source: 's3',
          outcome: 'refused',
          rule: `resource policy of ${functionArn}`,
          text: `${event.name} of ${bucket.name} is to be told, but S3 may not invoke ${functionArn}.`,
          hint: `An AWS::Lambda::Permission must allow lambda:InvokeFunction for ${S3_PRINCIPAL} with the SourceArn ${source}.`,
        });
      } catch (error) {
        journal.write({
          source: 's3',
          outcome: 'failed',
          rule: `notification ${id} of bucket ${bucket.name}`,
          text: error instanceof Error ? error.message : String(error),
        });
      }
    }
  };
}
