import { parameterNotFound, sealed } from '../parameter-store.ts';
import { authorizeParameter, pageOf, type SsmOperation } from '../ssm-call.ts';

const LONGEST_PAGE = 50;

export const getParameterHistory: SsmOperation = async (call) => {
  const name = call.input.text('Name');
  authorizeParameter(call, 'GetParameterHistory', name);
  const record = call.parameters.get(name);
  if (record === undefined) throw parameterNotFound();
  const decrypt = call.input.flag('WithDecryption') === true;
  const inOrder = (version: number): string => String(version).padStart(12, '0');
  const { page, next } = pageOf(call, record.versions, ({ version }) => inOrder(version), LONGEST_PAGE);
  const Parameters = page.map(({ version, value, type, changedAt, changedBy }) => ({
    ...{ Name: name, Type: type, Version: version, LastModifiedUser: changedBy, Labels: [], Policies: [] },
    ...{ Tier: record.tier, DataType: record.dataType, LastModifiedDate: changedAt / 1000 },
    Value: type === 'SecureString' && !decrypt ? sealed(value) : value,
  }));
  return { Parameters, ...next };
};
