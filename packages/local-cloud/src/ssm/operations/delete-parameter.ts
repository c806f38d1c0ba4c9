import { parameterNotFound } from '../parameter-store.ts';
import { authorizeParameter, type SsmOperation } from '../ssm-call.ts';

export const deleteParameter: SsmOperation = async (call) => {
  const name = call.input.text('Name');
  authorizeParameter(call, 'DeleteParameter', name);
  if (call.parameters.get(name) === undefined) throw parameterNotFound();
  await call.parameters.delete(name);
  return {};
};
