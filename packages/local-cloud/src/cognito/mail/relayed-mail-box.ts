import type { MailBox } from './mail-box.ts';
import type { MailRelay } from './smtp-relay.ts';

/** Cognito's own sender, for pools that name none. */
const DEFAULT_SENDER = 'no-reply@verificationemail.com';

/** The mail box, whose mail is passed on as well. Texts for phones stay. */
export function relayedMailBox(box: MailBox, relay: MailRelay): MailBox {
  return {
    ...box,
    async deliver(outgoing) {
      const message = await box.deliver(outgoing);
      const { from = DEFAULT_SENDER, to, subject, body, medium } = message;
      if (medium === 'EMAIL') relay.pass({ from, to, subject, body });
      return message;
    },
  };
}
