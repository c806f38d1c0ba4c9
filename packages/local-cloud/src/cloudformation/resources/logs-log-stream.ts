import { AwsError } from '../../aws/aws-error.ts';
import type { LogStore } from '../../logs/log-store.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

/** AWS::Logs::LogStream */
export function logStreamProvider(store: LogStore): ResourceProvider {
  return {
    type: 'AWS::Logs::LogStream',
    properties: { LogGroupName: 'supported', LogStreamName: 'supported' },
    async create(request) {
      const { properties } = request;
      const group = store.group(String(properties.LogGroupName));
      if (group === undefined) {
        throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
      }
      const name =
        properties.LogStreamName === undefined
          ? generatedName(request, 512)
          : String(properties.LogStreamName);
      if (store.stream(group, name) === undefined) await store.createStream(group, name);
      return { physicalId: name, attributes: {} };
    },
    update: async () => 'replace',
    async delete({ physicalId }, properties) {
      const group = store.group(String(properties.LogGroupName));
      const stream = group && store.stream(group, physicalId);
      if (group !== undefined && stream !== undefined) await store.deleteStream(group, stream);
    },
  };
}
