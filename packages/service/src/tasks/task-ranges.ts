import {
  type TaskFilter,
  type TaskPriority,
  type TaskSort,
  type TaskStatus,
  taskPriorities,
  taskStatuses,
} from '@taskyard/contract';
import { DUE_END, dueBound, momentKey } from './due-key.ts';
import {
  DUE_INDEX,
  LIST_INDEX,
  listKey,
  priorityDigit,
  STATUS_INDEX,
  TASK_PREFIX,
  TITLE_INDEX,
  TRASH_PREFIX,
  UPDATED_INDEX,
} from './task-item.ts';
import { LAST, type TableIndex } from './task-table.ts';

/** A stretch of the table or an index that holds tasks in the order of a list. */
export interface TaskRange {
  readonly index?: TableIndex;
  readonly partition: string;
  /** What every sort key in it begins with; the rest is the task's place in the order. */
  readonly prefix: string;
  /** The first and the last place of the stretch. */
  readonly from: string;
  readonly to: string;
}

/** The stretches that hold a list, and how they are read. */
export interface TaskRanges {
  /** Merged by place. At most four. */
  readonly ranges: readonly TaskRange[];
  readonly backwards: boolean;
}

/** Which sorts begin with the greatest unless asked otherwise. */
const GREATEST_FIRST: readonly TaskSort[] = ['created', 'updated', 'priority'];

export function sortOf(query: TaskFilter): TaskSort {
  if (query.sort !== undefined) return query.sort;
  if (query.deleted === true) return 'created';
  if (query.listId !== undefined) return 'position';
  if (query.dueBefore !== undefined || query.dueAfter !== undefined) return 'due';
  return query.completedAfter !== undefined || query.updatedSince !== undefined ? 'updated' : 'created';
}

/**
 * Chooses what a list of tasks reads. The sort chooses the index; status and priority choose stretches of theirs
 * when the sort allows, due and update bounds cut the stretch of theirs. The other filters are for the reader.
 */
export function taskRanges(owner: string, query: TaskFilter): TaskRanges {
  const sort = sortOf(query);
  const backwards = query.order === undefined ? GREATEST_FIRST.includes(sort) : query.order === 'desc';
  return { ranges: rangesOf(owner, query, sort), backwards };
}

function rangesOf(owner: string, query: TaskFilter, sort: TaskSort): readonly TaskRange[] {
  const whole = { partition: owner, prefix: '', from: ' ', to: LAST };
  if (query.deleted === true) return [{ ...whole, prefix: TRASH_PREFIX }];
  switch (sort) {
    case 'position':
      return [{ ...whole, index: LIST_INDEX, partition: listKey(owner, query.listId ?? '') }];
    case 'title':
      return [{ ...whole, index: TITLE_INDEX }];
    case 'due':
      return [
        {
          ...whole,
          index: DUE_INDEX,
          ...(query.dueAfter === undefined ? {} : { from: dueBound(query.dueAfter) }),
          to:
            query.dueBefore === undefined
              ? query.dueAfter === undefined
                ? LAST
                : DUE_END
              : dueBound(query.dueBefore),
        },
      ];
    case 'updated': {
      // What was completed then has changed then.
      const since = [query.updatedSince, query.completedAfter].flatMap((moment) =>
        moment === undefined ? [] : [momentKey(moment)],
      );
      return [{ ...whole, index: UPDATED_INDEX, from: since.sort().at(-1) ?? whole.from }];
    }
    case 'priority':
      return (query.status === undefined ? taskStatuses : [query.status]).map((status) => {
        const digit = query.priority === undefined ? undefined : priorityDigit(query.priority);
        const range = { ...whole, index: STATUS_INDEX, prefix: `${status}#` };
        return digit === undefined ? range : { ...range, from: `${digit}# `, to: `${digit}#${LAST}` };
      });
    case 'created':
      return createdRanges(query).map((prefix) =>
        prefix === TASK_PREFIX ? { ...whole, prefix } : { ...whole, index: STATUS_INDEX, prefix },
      );
  }
}

/** Within one status and one priority, the index goes by creation. */
function createdRanges({ status, priority }: TaskFilter): readonly string[] {
  if (status === undefined && priority === undefined) return [TASK_PREFIX];
  const statuses: readonly TaskStatus[] = status === undefined ? taskStatuses : [status];
  const priorities: readonly TaskPriority[] = priority === undefined ? taskPriorities : [priority];
  return statuses.flatMap((one) => priorities.map((other) => `${one}#${priorityDigit(other)}#`));
}
