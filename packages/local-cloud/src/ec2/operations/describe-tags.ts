import { describeItems } from '../describe.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { tagsOf } from '../network-record.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
export const describeTags: Ec2Operation = (call) =>
  describeItems(call, {
    items: () =>
      call.networks.resources().flatMap((resource) =>
        Object.entries(tagsOf(resource)).map(([key, value]) => ({
          resourceId: resource.id,
          resourceType: resource.type,
          key,
          value,
        })),
      ),
    idOf: ({ resourceId, key }) => `${resourceId} ${key}`,
    filters: {
      key: ({ key }) => key,
      'resource-id': ({ resourceId }) => resourceId,
      'resource-type': ({ resourceType }) => resourceType,
      value: ({ value }) => value,
    },
    tagsOf: ({ key, value }) => ({ [key]: value }),
    set: 'tagSet',
    mostResults: 1000,
    xml: (tag) => tag,
  });
