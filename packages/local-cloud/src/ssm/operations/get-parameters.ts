import { AwsError } from '../../aws/aws-error.ts';
import { authorizeParameter, parameterAnswer, type SsmOperation } from '../ssm-call.ts';

const MOST = 10;

export const getParameters: SsmOperation = async (call) => {
  const selectors = call.input.texts('Names');
  if (selectors.length < 1 || selectors.length > MOST) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and ${MOST}`,
    );
  }
  for (const selector of selectors) authorizeParameter(call, 'GetParameters', selector);
  const decrypt = call.input.flag('WithDecryption') === true;
  const found = selectors.map((selector) => ({ selector, parameter: call.parameters.find(selector) }));
  return {
    Parameters: found.flatMap(({ parameter }) =>
      parameter === undefined ? [] : [parameterAnswer(call, parameter.record, parameter.chosen, decrypt)],
    ),
    InvalidParameters: found
      .filter(({ parameter }) => parameter === undefined)
      .map(({ selector }) => selector),
  };
};
