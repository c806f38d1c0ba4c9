import type { Task, TaskChange, TaskPath } from '@taskyard/contract';
import { ApiProblem, invalidRequest } from '../api/api-problem.ts';
import type { Implementation, Reply } from '../api/call.ts';
import { entityTag, matchedVersions } from '../api/entity-tag.ts';
import type { UpdateOutcome } from './task-store.ts';
import type { TaskTools } from './task-tools.ts';

/** Serves PUT and PATCH alike: both change what they name. */
export function updateTask({
  store,
  now,
}: TaskTools): Implementation<{ path: TaskPath; body: TaskChange }, Task> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const owner = caller.sub;
    const id = input.path.taskId;
    if (Object.keys(input.body).length === 0) return unchanged(await store.get(owner, id), versions);
    const at = new Date(now()).toISOString();
    return reply(await store.update({ owner, id, change: input.body, at, versions }));
  };
}

/** A change that names nothing makes no new version. */
function unchanged(task: Task | undefined, versions: readonly number[] | undefined): Reply<Task> {
  if (task === undefined) return reply({ outcome: 'missing' });
  if (versions !== undefined && !versions.includes(task.version)) return reply({ outcome: 'stale' });
  return reply({ outcome: 'updated', task });
}

function reply(result: UpdateOutcome): Reply<Task> {
  switch (result.outcome) {
    case 'updated':
      return { status: 200, headers: { ETag: entityTag(result.task.version) }, body: result.task };
    case 'missing':
      throw new ApiProblem('not-found');
    case 'stale':
      throw new ApiProblem('precondition-failed');
    case 'two-dues':
      throw invalidRequest(
        '',
        'The task already has the other of dueOn and dueAt; set that one to null with this',
      );
  }
}
