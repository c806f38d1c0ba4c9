import { AwsError } from '../../aws/aws-error.ts';
import { pageOf, parameterAnswer, type SsmOperation } from '../ssm-call.ts';

const LONGEST_PAGE = 10;

export const getParametersByPath: SsmOperation = async (call) => {
  const { input, caller, parameters } = call;
  const path = input.text('Path');
  caller.authorize({ action: 'ssm:GetParametersByPath', resource: parameters.arnOf(path) });
  if (!path.startsWith('/')) {
    throw new AwsError(
      'ValidationException',
      'The parameter doesn\'t meet the parameter name requirements. The path must begin with a forward slash "/".',
    );
  }
  if (input.objects('ParameterFilters').length > 0) {
    throw new AwsError('InvalidFilterKey', 'Filters of GetParametersByPath are not supported.');
  }
  const folder = path.endsWith('/') ? path : `${path}/`;
  const recursive = input.flag('Recursive') === true;
  const within = parameters
    .list()
    .filter(({ name }) => name.startsWith(folder) && (recursive || !name.slice(folder.length).includes('/')));
  const { page, next } = pageOf(call, within, ({ name }) => name, LONGEST_PAGE);
  const decrypt = input.flag('WithDecryption') === true;
  const Parameters = page.flatMap((record) => {
    const chosen = record.versions.at(-1);
    return chosen === undefined ? [] : [parameterAnswer(call, record, chosen, decrypt)];
  });
  return { Parameters, ...next };
};
