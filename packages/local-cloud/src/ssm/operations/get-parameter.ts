import { parameterNotFound } from '../parameter-store.ts';
import { authorizeParameter, parameterAnswer, type SsmOperation } from '../ssm-call.ts';

export const getParameter: SsmOperation = async (call) => {
  const selector = call.input.text('Name');
  authorizeParameter(call, 'GetParameter', selector);
  const found = call.parameters.find(selector);
  if (found === undefined) throw parameterNotFound();
  const decrypt = call.input.flag('WithDecryption') === true;
  return { Parameter: parameterAnswer(call, found.record, found.chosen, decrypt) };
};
