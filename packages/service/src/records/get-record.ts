import type { DataRecord, RecordPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import type { RecordTools } from './record-tools.ts';

export function getRecord({ store }: RecordTools): Implementation<{ path: RecordPath }, DataRecord> {
  return async ({ input, caller }) => {
    const record = await store.get(caller.sub, input.path.recordId);
    if (record === undefined) throw new ApiProblem('not-found');
    const { dataText, ...summary } = record;
    // Put in as text: JSON.parse would round its numbers.
    const bodyText = `${JSON.stringify(summary).slice(0, -1)},"data":${dataText}}`;
    return { status: 200, bodyText };
  };
}
