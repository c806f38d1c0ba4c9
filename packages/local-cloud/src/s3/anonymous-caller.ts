import type { Account } from '../aws/account.ts';
import type { AuthorizationRequest } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';
import { evaluate } from '../iam/policy/evaluate.ts';
import { requestContext } from '../iam/policy/request-context.ts';
import { requestKeys } from '../iam/request-keys.ts';
import type { Journal } from '../journal/journal.ts';
import { s3Error } from './s3-errors.ts';

/** Checks what somebody who signed nothing may do: what the bucket's policy allows everybody. */
export function authorizeAnonymous(
  { action, resource, context = {}, resourcePolicy }: AuthorizationRequest,
  circumstances: { readonly request: HttpRequest; readonly account: Account; readonly now: number },
  journal: Journal,
): void {
  const decision = evaluate(
    { identity: [], resource: resourcePolicy === undefined ? [] : [resourcePolicy] },
    {
      action,
      resource,
      principal: { type: 'anonymous' },
      context: requestContext(
        () => context,
        () => ({ 'aws:PrincipalType': 'Anonymous' }),
        () => requestKeys({ ...circumstances, service: 's3' }),
      ),
    },
  );
  if (decision.outcome === 'allowed') return;
  journal.write({
    source: 'iam',
    outcome: 'refused',
    requestId: circumstances.request.id,
    rule: resourcePolicy === undefined ? 'an unsigned request' : resourcePolicy.name,
    text: `Nobody who is not signed in is authorized to perform: ${action} on resource: "${resource}"`,
    hint: 'Sign the request, or give the bucket a policy for everybody and open its public access block.',
  });
  throw s3Error('AccessDenied');
}
