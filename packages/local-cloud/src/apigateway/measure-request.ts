import type { HttpRequest } from '../front-door/http.ts';
import type { Journal } from '../journal/journal.ts';
import { spanTimes } from '../journal/span.ts';
import type { Trace } from './trace-header.ts';

/** What is known of a request to an API once it is answered. */
interface AnsweredExchange {
  readonly http: HttpRequest;
  readonly trace: Trace;
  readonly allowedBy: string | undefined;
  readonly authorizedAt: number | undefined;
}

/** How long the request took since `begun`, and its authorizer of it. */
export function measureRequest(
  journal: Journal,
  { http, trace, allowedBy, authorizedAt }: AnsweredExchange,
  refusal: { readonly rule: string } | undefined,
  status: number,
  begun: number,
): void {
  if (journal.measure === undefined) return;
  const ids = { requestId: http.id, traceId: trace.key };
  if (allowedBy !== undefined) {
    journal.measure({ kind: 'authorizer', name: allowedBy, ...ids, ...spanTimes(begun, authorizedAt) });
  } else if (refusal !== undefined && /authorizer/.test(refusal.rule)) {
    journal.measure({ kind: 'authorizer', name: refusal.rule, ...ids, ...spanTimes(begun) });
  }
  const name = `${http.method} ${http.rawPath.slice(0, MAX_PATH)}`;
  journal.measure({ kind: 'request', name, ...ids, ...spanTimes(begun), status });
}

const MAX_PATH = 512;
