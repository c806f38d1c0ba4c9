import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { LambdaUnderTest } from '../../../test/lambda-under-test.ts';
import { clientOptions } from '../../../test/serve-services.ts';

/** A table with a stream, beside the Lambda that is under test. */
export interface StreamedTable {
  /** ARN */
  readonly stream: string;
  /** Puts an item for each id, one after the other. */
  put(...ids: string[]): Promise<void>;
  close(): void;
}

export async function streamedTable({ served }: LambdaUnderTest): Promise<StreamedTable> {
  const dynamodb = new DynamoDBClient(clientOptions(served.endpoint));
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: 'table',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  return {
    stream: TableDescription?.LatestStreamArn ?? '',
    async put(...ids) {
      for (const id of ids)
        await dynamodb.send(new PutItemCommand({ TableName: 'table', Item: { id: { S: id } } }));
    },
    close: () => dynamodb.destroy(),
  };
}
