import { AwsError } from '../../aws/aws-error.ts';
import type { EventBusStore } from '../../events/event-bus-store.ts';
import type { ResourceProvider, ResourceState } from '../resource-provider.ts';
import { requiredText } from './property-values.ts';

/** AWS::Events::EventBus */
export function eventsEventBusProvider(buses: EventBusStore): ResourceProvider {
  const state = (name: string): ResourceState => ({
    physicalId: name,
    attributes: { Arn: buses.arnOf(name), Name: name },
  });
  return {
    type: 'AWS::Events::EventBus',
    properties: {
      Name: 'supported',
      Description: { noted: 'descriptions are not kept' },
      KmsKeyIdentifier: { noted: 'nothing is encrypted on the disk' },
      LogConfig: { noted: 'buses write no logs' },
      Tags: { noted: 'buses have no tags here' },
      DeadLetterConfig: { refused: 'what cannot be delivered is told in the journal only.' },
      EventSourceName: { refused: 'there are no partners who send events.' },
      Policy: { refused: 'there is only one account.' },
    },
    async create({ properties, creationToken }) {
      const name = requiredText(properties, 'Name');
      const existing = buses.get(name);
      if (name === 'default' || (existing !== undefined && existing.creationToken !== creationToken)) {
        throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
      }
      await buses.put({ name, creationToken });
      return state(name);
    },
    update: async ({ properties }, current, previous) =>
      properties.Name === previous.Name ? current : 'replace',
    delete: ({ physicalId }) => buses.delete(physicalId),
  };
}
