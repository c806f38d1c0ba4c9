import { evaluate } from '../iam/policy/evaluate.ts';
import { requestContext } from '../iam/policy/request-context.ts';
import { serviceKeys } from '../iam/service-keys.ts';
import type { QueueStore } from './queue-store.ts';

/** Whether a queue's policy lets a service of AWS send to it for that source. */
export type ServiceMaySend = (queueArn: string, servicePrincipal: string, sourceArn: string) => boolean;

export function serviceMaySend(queues: QueueStore): ServiceMaySend {
  const { accountId } = queues.account;
  return (queueArn, service, sourceArn) => {
    const policy = queues.byArn(queueArn)?.settings.policy;
    if (policy === undefined) return false;
    const decision = evaluate(
      { identity: [], resource: [policy] },
      {
        action: 'sqs:SendMessage',
        resource: queueArn,
        principal: { type: 'service', service },
        context: requestContext(() => ({
          ...serviceKeys({ service, sourceArn, accountId }),
          'aws:SecureTransport': 'true',
        })),
      },
    );
    return decision.outcome === 'allowed';
  };
}
