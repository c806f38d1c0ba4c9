import { regionalArn } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { JsonInput } from '../../aws/json-input.ts';
import type { ParameterRecord } from '../parameter-store.ts';
import { pageOf, type SsmOperation } from '../ssm-call.ts';

const LONGEST_PAGE = 50;

export const describeParameters: SsmOperation = async (call) => {
  const { input, parameters, caller } = call;
  caller.authorize({
    action: 'ssm:DescribeParameters',
    resource: regionalArn(parameters.account, 'ssm', '*'),
  });
  const filters = input.objects('ParameterFilters').map(filterOf);
  const wanted = parameters.list().filter((record) => filters.every((filter) => filter(record)));
  const { page, next } = pageOf(call, wanted, ({ name }) => name, LONGEST_PAGE);
  const Parameters = page.map(({ name, description, allowedPattern, tier, dataType, versions }) => {
    const last = versions.at(-1);
    return {
      ...{ Name: name, ARN: parameters.arnOf(name), Type: last?.type, Tier: tier, DataType: dataType },
      ...{ Version: last?.version, LastModifiedUser: last?.changedBy, Policies: [] },
      LastModifiedDate: (last?.changedAt ?? 0) / 1000,
      ...(description === undefined ? {} : { Description: description }),
      ...(allowedPattern === undefined ? {} : { AllowedPattern: allowedPattern }),
    };
  });
  return { Parameters, ...next };
};

function filterOf(filter: JsonInput): (record: ParameterRecord) => boolean {
  const key = filter.text('Key');
  const option = filter.optionalText('Option') ?? 'Equals';
  const values = filter.texts('Values');
  if (key === 'Type') return ({ versions }) => values.includes(versions.at(-1)?.type ?? '');
  if (key === 'Name' && option === 'Equals') return ({ name }) => values.includes(name);
  if (key === 'Name' && option === 'BeginsWith')
    return ({ name }) => values.some((value) => name.startsWith(value));
  if (key === 'Name' && option === 'Contains')
    return ({ name }) => values.some((value) => name.includes(value));
  throw new AwsError('InvalidFilterKey', `The filter ${key} with the option ${option} is not supported.`);
}
