import type { Changes, ChangesQuery, TaskSync } from '@taskyard/contract';
import { ApiProblem, invalidRequest } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { type Item, textAttribute } from '../dynamo/attributes.ts';
import type { PageTokens } from '../paging/page-tokens.ts';
import { GONE_PREFIX, taskOf, UPDATED_INDEX } from './task-item.ts';
import { LAST } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';
import { TRASH_SECONDS } from './trash.ts';

/**
 * How long after a moment a change of it may still come to light, in milliseconds: clocks differ and an index lags.
 * A token never goes beyond that, so a change may be told twice but none is left out.
 */
const SETTLING = 10_000;

const ALL = 100;

/** Where a sync goes on: the place in the index, and when that was told (milliseconds). */
interface Position {
  readonly place: string;
  readonly at: number;
}

/** What changed in one's own lists, in the order of change. Purged tasks are known for as long as tokens hold. */
export function listChanges({
  table,
  pageTokens,
  now,
}: TaskTools): Implementation<{ query: ChangesQuery }, Changes> {
  return async ({ input: { query }, caller }) => {
    const moment = now();
    const list = ['listChanges', caller.sub];
    const { since, pageSize = ALL } = query;
    const from = since === undefined ? undefined : await openToken(pageTokens, list, since);
    if (from !== undefined && from.at + TRASH_SECONDS * 1000 <= moment) {
      throw new ApiProblem('gone', { detail: 'The sync token is older than 30 days; begin without one' });
    }
    const { items, more } = await table.query({
      index: UPDATED_INDEX,
      partition: caller.sub,
      from: from?.place ?? ' ',
      to: LAST,
      // The one that the token ends with comes again and is dropped.
      limit: pageSize + 1,
    });
    const fresh = items.filter((item) => placeOf(item) !== from?.place);
    const told = fresh.slice(0, pageSize);
    const goesOn = more || fresh.length > told.length;
    const last = told.at(-1);
    const reached = last === undefined ? (from?.place ?? ' ') : placeOf(last);
    const settled = new Date(moment - SETTLING).toISOString();
    const place = goesOn || reached < settled ? reached : settled;
    const position: Position = { place, at: moment };
    return {
      status: 200,
      body: {
        changes: told.map(syncOf),
        syncToken: await pageTokens.seal(list, JSON.stringify([position.at, position.place])),
        more: goesOn,
      },
    };
  };
}

async function openToken(pageTokens: PageTokens, list: readonly string[], token: string): Promise<Position> {
  const opened = await pageTokens.open(list, token).catch((cause: unknown) => {
    throw cause instanceof ApiProblem ? invalidRequest('since', 'Not a sync token of yours') : cause;
  });
  const [at, place]: [number, string] = JSON.parse(opened);
  return { at, place };
}

function placeOf(item: Item): string {
  return textAttribute(item, UPDATED_INDEX.sortKey);
}

function syncOf(item: Item): TaskSync {
  const sk = textAttribute(item, 'sk');
  if (sk.startsWith(GONE_PREFIX)) return { taskId: sk.slice(GONE_PREFIX.length) };
  const task = taskOf(item);
  return { taskId: task.id, task };
}
