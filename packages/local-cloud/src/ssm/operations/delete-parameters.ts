import { authorizeParameter, type SsmOperation } from '../ssm-call.ts';

export const deleteParameters: SsmOperation = async (call) => {
  const names = call.input.texts('Names');
  for (const name of names) authorizeParameter(call, 'DeleteParameters', name);
  const DeletedParameters = names.filter((name) => call.parameters.get(name) !== undefined);
  for (const name of DeletedParameters) await call.parameters.delete(name);
  return { DeletedParameters, InvalidParameters: names.filter((name) => !DeletedParameters.includes(name)) };
};
