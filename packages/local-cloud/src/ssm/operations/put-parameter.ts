import { AwsError } from '../../aws/aws-error.ts';
import { checkParameterName, PARAMETER_TYPES, type ParameterRecord, withValue } from '../parameter-store.ts';
import { authorizeParameter, type SsmOperation } from '../ssm-call.ts';

const TIERS = ['Standard', 'Advanced', 'Intelligent-Tiering'];

export const putParameter: SsmOperation = async (call) => {
  const { input, parameters, caller } = call;
  const name = input.text('Name');
  authorizeParameter(call, 'PutParameter', name);
  checkParameterName(name);
  const before = parameters.get(name);
  if (before !== undefined && input.flag('Overwrite') !== true) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const tags = input.tags();
  if (before !== undefined && Object.keys(tags).length > 0) {
    throw new AwsError(
      'ValidationException',
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  const type = input.optionalText('Type') ?? before?.versions.at(-1)?.type;
  const known = PARAMETER_TYPES.find((one) => one === type);
  if (known === undefined) {
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
  }
  const tier = input.optionalText('Tier') ?? before?.tier ?? 'Standard';
  if (!TIERS.includes(tier))
    throw new AwsError('ValidationException', `Tier must be one of ${TIERS.join(', ')}.`);
  const description = input.optionalText('Description') ?? before?.description;
  const allowedPattern = input.optionalText('AllowedPattern');
  const { allowedPattern: _old, description: _text, ...kept } = before ?? EMPTY;
  const record: ParameterRecord = withValue(
    {
      ...kept,
      ...{ name, tier, dataType: input.optionalText('DataType') ?? kept.dataType },
      tags: { ...kept.tags, ...tags },
      ...(description === undefined ? {} : { description }),
      ...(allowedPattern === undefined ? {} : { allowedPattern }),
    },
    { value: input.text('Value'), type: known, changedAt: call.now(), changedBy: caller.arn },
  );
  await parameters.put(record);
  return { Version: record.versions.at(-1)?.version, Tier: tier };
};

const EMPTY: ParameterRecord = { name: '', tier: 'Standard', dataType: 'text', tags: {}, versions: [] };
