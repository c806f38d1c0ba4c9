import type { HttpResponse } from '../../../front-door/http.ts';
import { startSession } from '../browser/browser-session.ts';
import { beginPending, endPending } from '../browser/pending-step.ts';
import type { SignInOutcome } from '../hosted-backend.ts';
import type { HostedExchange } from '../hosted-site.ts';
import type { AuthorizationRequest } from '../oauth2/authorization-request.ts';
import { redirect } from '../oauth2/callback.ts';
import { grant } from '../oauth2/grant.ts';
import { toPage } from './page-form.ts';

/** What follows a step that went well: the next step's page, or the session and the way back to the app. */
export async function finishSignIn(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  username: string,
  outcome: SignInOutcome,
): Promise<HttpResponse> {
  const { client } = authorization;
  switch (outcome.kind) {
    case 'totp-required': {
      const step = { kind: 'totp', clientId: client.id, username, session: outcome.session } as const;
      return toPage(exchange, authorization, '/mfa', [await beginPending(exchange, step)]);
    }
    case 'mfa-setup-required': {
      const { session, secret } = outcome;
      const step = { kind: 'mfa-setup', clientId: client.id, username, session, secret } as const;
      return toPage(exchange, authorization, '/setupMfa', [await beginPending(exchange, step)]);
    }
    case 'new-password-required': {
      const step = { kind: 'new-password', clientId: client.id, username, session: outcome.session } as const;
      return toPage(exchange, authorization, '/changePassword', [await beginPending(exchange, step)]);
    }
    case 'signed-in': {
      const { session, cookie } = await startSession(exchange, outcome.sub);
      const location = await grant(exchange, authorization, session);
      return redirect(location, [cookie, await endPending(exchange)]);
    }
  }
}
