import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Item } from '../dynamo/attributes.ts';

/** What a stream with both images tells of an item that was written: nothing when it is as it was. */
export function streamRecords(before: Item | undefined, after: Item | undefined): readonly DynamoDBRecord[] {
  const item = after ?? before;
  if (item?.pk === undefined || item.sk === undefined || isDeepStrictEqual(before, after)) return [];
  // An item as the SDK has it and as a record has it differ in binary values alone.
  const images = {
    ...(before === undefined ? {} : { OldImage: before }),
    ...(after === undefined ? {} : { NewImage: after }),
  } as NonNullable<DynamoDBRecord['dynamodb']>;
  return [
    {
      eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
      dynamodb: {
        Keys: { pk: { S: item.pk.S ?? '' }, sk: { S: item.sk.S ?? '' } },
        ...images,
        SequenceNumber: '1',
      },
    },
  ];
}
