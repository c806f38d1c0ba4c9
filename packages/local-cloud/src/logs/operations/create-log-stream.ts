import { AwsError } from '../../aws/aws-error.ts';
import { logStreamArn } from '../log-group.ts';
import { existingGroup, type LogsOperation } from '../logs-call.ts';

export const createLogStream: LogsOperation = async (call) => {
  const name = call.input.groupName();
  const stream = call.input.streamName();
  call.authorize('logs:CreateLogStream', logStreamArn(call.account, name, stream));
  const group = existingGroup(call, name);
  if (call.store.stream(group, stream) !== undefined) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  }
  await call.store.createStream(group, stream);
  return undefined;
};
