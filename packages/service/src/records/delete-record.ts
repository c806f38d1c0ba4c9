import type { RecordPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import type { RecordTools } from './record-tools.ts';

export function deleteRecord({ store }: RecordTools): Implementation<{ path: RecordPath }, undefined> {
  return async ({ input, caller }) => {
    const { outcome } = await store.delete(caller.sub, input.path.recordId);
    if (outcome === 'missing') throw new ApiProblem('not-found');
    return { status: 204 };
  };
}
