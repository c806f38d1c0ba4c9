import type { TaskPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { matchedVersions } from '../api/entity-tag.ts';
import type { TaskTools } from './task-tools.ts';

export function deleteTask({ store }: TaskTools): Implementation<{ path: TaskPath }, undefined> {
  return async ({ input, caller, header }) => {
    const versions = matchedVersions(header('If-Match'));
    const { outcome } = await store.delete(caller.sub, input.path.taskId, versions);
    if (outcome === 'missing') throw new ApiProblem('not-found');
    if (outcome === 'stale') throw new ApiProblem('precondition-failed');
    return { status: 204 };
  };
}
