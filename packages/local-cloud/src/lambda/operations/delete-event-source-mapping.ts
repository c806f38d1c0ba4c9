import { mappingAnswer } from '../event-source/mapping-answer.ts';
import { existingMapping, mappingsOf } from '../event-source/mapping-call.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const deleteEventSourceMapping: LambdaOperation = async (call) => {
  const mapping = existingMapping(call, 'lambda:DeleteEventSourceMapping');
  await mappingsOf(call).delete(mapping.uuid);
  return json(202, mappingAnswer(call.account, mapping, 'Deleting'), call.request);
};
