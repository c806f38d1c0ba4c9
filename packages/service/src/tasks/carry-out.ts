import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ApiProblem } from '../api/api-problem.ts';
import type { Item } from '../dynamo/attributes.ts';
import { textAttribute } from '../dynamo/attributes.ts';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { InsertOutcome } from '../idempotency/insert-outcome.ts';
import type { TaskTable, Write, WriteOutcome } from './task-table.ts';

/** What is to be written together, and what the caller hears when it is. */
export interface Plan<Result> {
  readonly writes: readonly Write[];
  readonly result: Result;
}

/** How often a plan is made anew when what it was made from has changed meanwhile. */
const ATTEMPTS = 12;

/**
 * Writes what `plan` says; when another change came first, reads and plans again. Throws what `plan` throws, and a
 * 503 problem when others are always first.
 */
export async function carryOut<Result>(table: TaskTable, plan: () => Promise<Plan<Result>>): Promise<Result> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { writes, result } = await plan();
    const written = await table.write(writes);
    if (written.outcome === 'written' || isThereAlready(writes, written)) return result;
    await pause(attempt);
  }
  throw new ApiProblem('unavailable', { retryAfter: 1 });
}

/**
 * Whether a single item is refused because it is there as it was to be put: the SDK asks again when an answer is lost,
 * and then meets its own first try. (A transaction has a token for that.)
 */
function isThereAlready([only, ...others]: readonly Write[], written: WriteOutcome): boolean {
  if (only === undefined || others.length > 0 || !('put' in only) || written.outcome !== 'refused')
    return false;
  return isDeepStrictEqual(written.item, only.put);
}

/** What a create says, and what it made. */
export type MadeOnce<Made> = Exclude<InsertOutcome<Made>, { outcome: 'inserted' }> | Inserted<Made>;

interface Inserted<Made> {
  readonly outcome: 'inserted';
  readonly made: Made;
}

/**
 * The same with the claim of an Idempotency-Key, kept with the rest or not at all. The claim remembers what was made
 * for 24 hours; the table's TTL removes it.
 */
export async function carryOutOnce<Made>(
  table: TaskTable,
  { owner, claim }: { readonly owner: string; readonly claim: IdempotencyClaim | undefined },
  plan: () => Promise<Plan<Made>>,
): Promise<MadeOnce<Made>> {
  if (claim === undefined) return { outcome: 'inserted', made: await carryOut(table, plan) };
  const key = { pk: owner, sk: `idempotency#${claim.key}` };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const planned = await plan().catch(async (error: unknown) => {
      // What was made with this key may be the very reason that it cannot be made again.
      const earlier = await table.get(key);
      if (earlier === undefined || Number(earlier.expiresAt?.N) <= claim.madeAt) throw error;
      return earlier;
    });
    if (!isPlan(planned)) return replay(planned, claim);
    const { writes, result } = planned;
    const written = await table.write([claimWrite(key, claim, result), ...writes]);
    if (written.outcome === 'written') return { outcome: 'inserted', made: result };
    if (written.outcome === 'refused' && written.at === 0 && written.item !== undefined) {
      return replay(written.item, claim);
    }
    await pause(attempt);
  }
  return { outcome: 'busy' };
}

function isPlan<Made>(planned: Plan<Made> | Item): planned is Plan<Made> {
  return Array.isArray(planned.writes);
}

function claimWrite(key: { pk: string; sk: string }, claim: IdempotencyClaim, made: unknown): Write {
  return {
    put: {
      pk: { S: key.pk },
      sk: { S: key.sk },
      fingerprint: { S: claim.fingerprint },
      made: { S: JSON.stringify(made) },
      expiresAt: { N: String(claim.expiresAt) },
    },
    when: { freeAt: claim.madeAt },
  };
}

function replay<Made>(earlier: Item, claim: IdempotencyClaim): MadeOnce<Made> {
  if (textAttribute(earlier, 'fingerprint') !== claim.fingerprint) return { outcome: 'key-reused' };
  return { outcome: 'replayed', made: JSON.parse(textAttribute(earlier, 'made')) };
}

/** Waits a random while, longer each time, so that those who met do not meet again. */
async function pause(attempt: number): Promise<void> {
  await delay(Math.random() * Math.min(400, 20 * 2 ** attempt));
}
