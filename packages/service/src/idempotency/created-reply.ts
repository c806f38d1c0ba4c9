import { ApiProblem } from '../api/api-problem.ts';
import type { Reply } from '../api/call.ts';
import type { InsertOutcome } from './insert-outcome.ts';

/** What a create answers: 201 for what it made now or with the same key before, else a problem. */
export function createdReply<Made, Answer>(
  inserted: InsertOutcome<Made>,
  made: Made,
  created: (made: Made) => Reply<Answer>,
): Reply<Answer> {
  switch (inserted.outcome) {
    case 'inserted':
      return created(made);
    case 'replayed': {
      const reply = created(inserted.made);
      return { ...reply, headers: { ...reply.headers, 'Idempotency-Replayed': 'true' } };
    }
    case 'key-reused':
      throw new ApiProblem('idempotency-key-reused');
    case 'busy':
      throw new ApiProblem('conflict', { retryAfter: 1 });
  }
}
