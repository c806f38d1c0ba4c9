import type { Task } from '@taskyard/contract';
import { type Item, textAttribute } from '../dynamo/attributes.ts';
import type { Slice, SliceQuery } from '../paging/slice.ts';
import { GONE_PREFIX, taskOf } from './task-item.ts';
import type { TaskRange, TaskRanges } from './task-ranges.ts';
import { byBytes, type TaskTable } from './task-table.ts';

/** How many items a read takes when most of them may be filtered away. */
const SEARCHED = 200;

/** After so many reads a page is given as it is, unless it is empty. */
const MAX_READS = 10;

/**
 * A part of a list: the tasks of all stretches that the filter lets through, merged by place. `after` is the place of
 * the task before. Reads one page of each stretch, and more only while the filter has let too few through.
 */
export async function readRanges(
  table: TaskTable,
  { ranges, backwards }: TaskRanges,
  filter: (task: Task) => boolean,
  { after, limit }: SliceQuery,
): Promise<Slice<Task>> {
  const heads = ranges.map((range) => startHead(range, backwards, after));
  const things: Task[] = [];
  // Only ever the place of a task that is given: a member of a list is not to learn of what else its owner has.
  let last: string | undefined;
  let reads = 0;
  let dropped = 0;
  // One more than asked and the one that the page before ended with; of several stretches, what each may well give.
  const firstSize = ranges.length === 1 ? limit + 2 : Math.ceil(limit / ranges.length) + 3;
  for (;;) {
    const dry = heads.filter(({ places, more }) => places.length === 0 && more);
    if (dry.length > 0) {
      if (reads >= MAX_READS && things.length > 0) break;
      const size = reads === 0 ? firstSize : dropped > things.length ? SEARCHED : limit - things.length + 3;
      await Promise.all(dry.map((head) => fill(table, head, backwards, size)));
      reads += 1;
      continue;
    }
    const next = first(heads, backwards);
    if (next === undefined) return { things };
    const { place, item } = next;
    const task = textAttribute(item, 'sk').startsWith(GONE_PREFIX) ? undefined : taskOf(item);
    if (task === undefined || !filter(task)) {
      dropped += 1;
      continue;
    }
    if (things.length === limit) break;
    things.push(task);
    last = place;
  }
  return last === undefined ? { things } : { things, next: last };
}

/** A stretch that is being read. */
interface Head {
  readonly range: TaskRange;
  /** What was read and not yet taken, in order. */
  places: { readonly place: string; readonly item: Item }[];
  /** Whether there may be more behind that. */
  more: boolean;
  /** The last place that was read. */
  reached: string | undefined;
}

function startHead(range: TaskRange, backwards: boolean, after: string | undefined): Head {
  const end = backwards ? range.from : range.to;
  const over = after !== undefined && byBytes(after, end) * (backwards ? -1 : 1) >= 0;
  const begin = backwards ? range.to : range.from;
  const begun = after !== undefined && byBytes(after, begin) * (backwards ? -1 : 1) >= 0;
  return { range, places: [], more: !over, reached: begun ? after : undefined };
}

/** Reads on. Both ends of a stretch belong to it, so the place that was reached comes again and is dropped. */
async function fill(table: TaskTable, head: Head, backwards: boolean, limit: number): Promise<void> {
  const { index, partition, prefix, from, to } = head.range;
  const sortKey = index?.sortKey ?? 'sk';
  const { items, more } = await table.query({
    ...(index === undefined ? {} : { index }),
    partition,
    from: prefix + (backwards ? from : (head.reached ?? from)),
    to: prefix + (backwards ? (head.reached ?? to) : to),
    backwards,
    limit,
  });
  const places = items.map((item) => ({ place: textAttribute(item, sortKey).slice(prefix.length), item }));
  head.places = places.filter(({ place }) => place !== head.reached);
  head.more = more;
  head.reached = places.at(-1)?.place ?? head.reached;
}

/** Takes what comes first of all stretches. */
function first(heads: readonly Head[], backwards: boolean): { place: string; item: Item } | undefined {
  let chosen: Head | undefined;
  for (const head of heads) {
    const [mine, best] = [head.places[0], chosen?.places[0]];
    if (mine === undefined) continue;
    if (best === undefined || byBytes(mine.place, best.place) * (backwards ? -1 : 1) < 0) chosen = head;
  }
  return chosen?.places.shift();
}
