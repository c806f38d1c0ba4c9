import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Caller } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { Journal } from '../journal/journal.ts';
import { evaluate } from './policy/evaluate.ts';
import { requestContext } from './policy/request-context.ts';
import { requestKeys } from './request-keys.ts';
import { serviceKeys } from './service-keys.ts';

/**
 * A service of AWS that calls another one on behalf of a resource, such as CloudFront for a distribution. It has no
 * policies of its own: what it may do is what the policy of the asked resource says.
 */
export function serviceCaller(needs: {
  readonly account: Account;
  readonly journal: Journal;
  readonly now: number;
  readonly request: HttpRequest;
  /** Such as `cloudfront.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
  /** What to change when it may not. */
  readonly hint: string;
}): Caller {
  const { account, journal, now, request, service, sourceArn, hint } = needs;
  return {
    arn: service,
    accountId: account.accountId,
    userId: service,
    authorize({ action, resource, context = {}, resourcePolicy }) {
      const decision = evaluate(
        { identity: [], resource: resourcePolicy === undefined ? [] : [resourcePolicy] },
        {
          action,
          resource,
          principal: { type: 'service', service },
          context: requestContext(
            () => context,
            () => serviceKeys({ service, sourceArn, accountId: account.accountId }),
            () => requestKeys({ request, account, now, service }),
          ),
        },
      );
      if (decision.outcome === 'allowed') return;
      journal.write({
        source: 'iam',
        outcome: 'refused',
        requestId: request.id,
        rule: resourcePolicy === undefined ? 'no resource-based policy' : resourcePolicy.name,
        text: `${service} is not authorized to perform: ${action} on resource: "${resource}" for ${sourceArn}`,
        hint,
      });
      throw new AwsError('AccessDenied', 'Access Denied', 403);
    },
  };
}
