import type { Reply } from '../api/call.ts';
import { createdReply } from '../idempotency/created-reply.ts';
import type { MadeOnce } from './carry-out.ts';

/** What a create answers for what it made now, or with the same Idempotency-Key before. */
export function madeReply<Made, Answer>(
  outcome: MadeOnce<Made>,
  created: (made: Made) => Reply<Answer>,
): Reply<Answer> {
  if (outcome.outcome === 'inserted') return created(outcome.made);
  // Nothing was made now, so what stands for it is never looked at.
  return createdReply<Made | undefined, Answer>(outcome, undefined, (made) => {
    if (made === undefined) throw new Error('A replay gave nothing back');
    return created(made);
  });
}
