import { AwsError } from '../../aws/aws-error.ts';
import { authorizeGroup, type LogsOperation } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

export const createLogGroup: LogsOperation = async (call) => {
  const name = call.input.groupName();
  const tags = call.input.tags('tags');
  const logGroupClass = call.input.optionalText('logGroupClass') ?? 'STANDARD';
  if (!['STANDARD', 'INFREQUENT_ACCESS'].includes(logGroupClass)) {
    throw invalid(`The log group class ${JSON.stringify(logGroupClass)} is not supported.`);
  }
  if (call.input.has('kmsKeyId')) throw invalid('kmsKeyId is not supported: nothing is encrypted here.');
  authorizeGroup(call, 'logs:CreateLogGroup', name);
  if (Object.keys(tags).length > 0) authorizeGroup(call, 'logs:TagResource', name);
  if (call.store.group(name) !== undefined) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  await call.store.putGroup({ ...call.store.newGroup(name), logGroupClass, tags });
  return undefined;
};
