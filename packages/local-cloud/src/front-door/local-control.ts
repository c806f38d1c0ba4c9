import type { MailBox } from '../cognito/mail/mail-box.ts';
import type { PrivilegeReport } from '../iam/usage/privilege-report.ts';
import type { KeptDecision } from '../journal/decision-log.ts';
import { isLoopbackAddress, isMachineHost } from './host-check.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';

/** What `/_local` shows. */
export interface LocalControlNeeds {
  ready(): boolean;
  /** What the cloud would have mailed. */
  readonly mail: MailBox;
  /** By stack and name. */
  outputs(): unknown;
  /** What was decided about the request with this id, oldest first. */
  explain(requestId: string): Promise<readonly KeptDecision[]>;
  /** What roles may do and never did: of one function's role, or of all. */
  privileges(functionName: string | undefined): PrivilegeReport;
  /** Everything at and below `/_local/console`. */
  readonly console: HttpHandler;
}

/**
 * Everything below `/_local`: for the person at this machine, not for pages of other origins. It answers
 * loopback callers that name this machine as their host, and sends no CORS header.
 */
export function localControl(needs: LocalControlNeeds): HttpHandler {
  return async (request) => {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return json(403, { message: refusal });
    const isForm = request.method === 'POST' && request.rawPath === '/_local/console/send';
    if (request.method !== 'GET' && request.method !== 'HEAD' && !isForm) {
      return { ...json(405, { message: 'Only GET is served here.' }), headers: { Allow: 'GET, HEAD' } };
    }
    if (/^\/_local\/console(?:\/|$)/.test(request.rawPath)) return needs.console(request);
    switch (request.rawPath) {
      case '/_local/health':
        return needs.ready() ? json(200, { status: 'ready' }) : json(503, { status: 'starting' });
      case '/_local/outputs':
        return json(200, needs.outputs());
      case '/_local/mail': {
        const to = request.query.get('to');
        return to === null
          ? json(400, { message: 'Say whose mail: /_local/mail?to=<address>' })
          : json(200, await mailTo(needs.mail, to));
      }
      case '/_local/explain': {
        const requestId = request.query.get('request');
        return requestId === null
          ? json(400, { message: 'Say which request: /_local/explain?request=<request id>' })
          : json(200, { decisions: await needs.explain(requestId) });
      }
      case '/_local/least-privilege':
        return json(200, needs.privileges(request.query.get('function') ?? undefined));
      default:
        return json(404, {
          message:
            'Nothing is served here. There are /_local/console, /_local/explain, /_local/health, /_local/least-privilege, /_local/mail and /_local/outputs.',
        });
    }
  };
}

async function mailTo(box: MailBox, address: string): Promise<unknown> {
  const messages = await box.messages({ to: address });
  return messages.map(({ to, subject, body, code, sentAt }) => ({ to, subject, body, code, sentAt }));
}

function refusalOf(request: HttpRequest): string | undefined {
  if (!isLoopbackAddress(request.remoteAddress)) return 'Only this machine may ask.';
  if (!isMachineHost(request.header('host'))) return 'Ask by the name localhost.';
  const site = request.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'Another site may not ask.';
  const origin = request.header('origin');
  if (origin !== undefined && origin !== `http://${request.header('host')}`)
    return 'Another origin may not ask.';
  return undefined;
}

function json(status: number, content: unknown): HttpResponse {
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    },
    body: JSON.stringify(content),
  };
}
