import type { Task, TaskMove, TaskPath } from '@taskyard/contract';
import { ApiProblem, invalidRequest } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import { carryOut } from './carry-out.ts';
import type { TaskEdit } from './change-task.ts';
import { findList, mustEdit } from './find-list.ts';
import { type FoundTask, findTask } from './find-task.ts';
import { membershipKey } from './list-item.ts';
import { planChange } from './plan-change.ts';
import { lastPosition, MAX_POSITION, positionBetween } from './position.ts';
import { LIST_INDEX, listKey, taskKey, taskOf } from './task-item.ts';
import { LAST, type TaskTable } from './task-table.ts';
import type { TaskTools } from './task-tools.ts';
import { taskReply } from './update-task.ts';

export function moveTask(tools: TaskTools): Implementation<{ path: TaskPath; body: TaskMove }, Task> {
  const { table, newId } = tools;
  return async ({ input, caller, header }) => {
    const change = {
      by: caller.sub,
      at: new Date(tools.now()).toISOString(),
      versions: matchedVersions(header('If-Match')),
      action: 'MOVED',
    } as const;
    const task = await carryOut(table, async () => {
      const found = await findTask(table, caller.sub, input.path.taskId);
      mustEdit(found);
      const edit = await moveEdit(table, found, input.body, { caller: caller.sub, id: newId() });
      return planChange(tools, found, edit, change);
    });
    return taskReply(task);
  };
}

async function moveEdit(
  table: TaskTable,
  { task, owner }: FoundTask,
  move: TaskMove,
  { caller, id }: { readonly caller: string; readonly id: string },
): Promise<TaskEdit> {
  const { listId = task.listId } = move;
  const moves = listId !== task.listId;
  if (moves) {
    const list = await findList(table, caller, listId);
    mustEdit(list);
    if (list.owner !== owner) throw invalidRequest('/listId', 'A task stays with the owner of its list');
  }
  const parentId = move.parentId === undefined && moves ? null : move.parentId;
  if (typeof parentId === 'string') await checkParent(table, { owner, listId, id: task.id, parentId });
  const position = await positionFor(table, { owner, listId, task, move, id });
  const assigneeId = moves ? await keptAssignee(table, owner, listId, task.assigneeId) : undefined;
  return {
    ...(moves ? { listId } : {}),
    ...(parentId === undefined || (parentId ?? undefined) === task.parentId ? {} : { parentId }),
    ...(position === undefined ? (moves ? { position: lastPosition(id) } : {}) : { position }),
    ...(assigneeId === null ? { assigneeId } : {}),
  };
}

/** How deep tasks may lie in tasks. */
const MAX_DEPTH = 10;

/** Walks from the parent up: the task itself must not be there. */
async function checkParent(
  table: TaskTable,
  { owner, listId, id, parentId }: { owner: string; listId: string; id: string; parentId: string },
): Promise<void> {
  let above: string | undefined = parentId;
  for (let depth = 1; above !== undefined; depth += 1) {
    if (above === id) throw invalidRequest('/parentId', 'A task cannot be a part of itself');
    if (depth > MAX_DEPTH) throw invalidRequest('/parentId', `More than ${MAX_DEPTH} tasks within another`);
    const item = await table.get(taskKey(owner, above));
    const task: Task | undefined = item === undefined ? undefined : taskOf(item);
    if (depth === 1 && task?.listId !== listId) throw invalidRequest('/parentId', 'Not a task of this list');
    above = task?.parentId;
  }
}

interface Place {
  readonly owner: string;
  readonly listId: string;
  readonly task: Task;
  readonly move: TaskMove;
  readonly id: string;
}

/** The position beside the task that the move names; undefined when it names none. */
async function positionFor(
  table: TaskTable,
  { owner, listId, task, move, id }: Place,
): Promise<string | undefined> {
  const beside = move.before ?? move.after;
  if (beside === undefined) return undefined;
  const pointer = move.before === undefined ? '/after' : '/before';
  const item = beside === task.id ? undefined : await table.get(taskKey(owner, beside));
  const neighbour = item === undefined ? undefined : taskOf(item);
  if (neighbour?.listId !== listId) throw invalidRequest(pointer, 'Not another task of this list');
  const backwards = move.before !== undefined;
  const { items } = await table.query({
    index: LIST_INDEX,
    partition: listKey(owner, listId),
    from: backwards ? '0' : neighbour.position,
    to: backwards ? neighbour.position : LAST,
    backwards,
    // The neighbour, perhaps the task itself, and the one that is sought.
    limit: 3,
  });
  const beyond = items.map(taskOf).find(({ id: other }) => other !== neighbour.id && other !== task.id);
  const [low, high] = backwards
    ? [beyond?.position, neighbour.position]
    : [neighbour.position, beyond?.position];
  const position = positionBetween(low, high, id);
  if (position.length > MAX_POSITION) {
    throw new ApiProblem('in-the-way', { detail: 'There is no room left there; move its neighbour first' });
  }
  return position;
}

/** Null when the assignee does not share the list that the task comes to. */
async function keptAssignee(
  table: TaskTable,
  owner: string,
  listId: string,
  assigneeId: string | undefined,
): Promise<string | null | undefined> {
  if (assigneeId === undefined || assigneeId === owner) return assigneeId;
  return (await table.get(membershipKey(assigneeId, listId))) === undefined ? null : assigneeId;
}
