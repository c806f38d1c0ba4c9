import type { QueueStore } from '../../sqs/queue-store.ts';
import type { JsonObject, ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

/** AWS::SQS::QueuePolicy: the policy of the queues that it names. */
export function sqsQueuePolicyProvider(queues: QueueStore): ResourceProvider {
  async function put(properties: JsonObject, policy: string | undefined): Promise<void> {
    for (const url of Array.isArray(properties.Queues) ? properties.Queues : []) {
      const queue = queues.get(String(url).split('/').at(-1) ?? '');
      if (queue === undefined) {
        if (policy === undefined) continue;
        throw new Error(`The queue ${url} does not exist.`);
      }
      const { Policy: _old, ...attributes } = queue.record.attributes;
      await queues.change(queue, {
        attributes: policy === undefined ? attributes : { ...attributes, Policy: policy },
      });
    }
  }

  async function state(request: ResourceRequest, physicalId: string): Promise<ResourceState> {
    const { PolicyDocument: document } = request.properties;
    await put(request.properties, typeof document === 'string' ? document : JSON.stringify(document));
    return { physicalId, attributes: { Id: physicalId } };
  }

  return {
    type: 'AWS::SQS::QueuePolicy',
    properties: { Queues: 'supported', PolicyDocument: 'supported' },
    create: (request) => state(request, generatedName(request, 128)),
    async update(request, { physicalId }, previous) {
      const kept = new Set(Array.isArray(request.properties.Queues) ? request.properties.Queues : []);
      const gone = (Array.isArray(previous.Queues) ? previous.Queues : []).filter((url) => !kept.has(url));
      await put({ Queues: gone }, undefined);
      return state(request, physicalId);
    },
    delete: (_, previous) => put(previous, undefined),
  };
}
