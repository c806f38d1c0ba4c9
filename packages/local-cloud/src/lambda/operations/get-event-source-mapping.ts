import { mappingAnswer } from '../event-source/mapping-answer.ts';
import { existingMapping } from '../event-source/mapping-call.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const getEventSourceMapping: LambdaOperation = async (call) => {
  const mapping = existingMapping(call, 'lambda:GetEventSourceMapping');
  return json(200, mappingAnswer(call.account, mapping), call.request);
};
