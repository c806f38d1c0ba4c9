import { DynamoDBClient, ListTablesCommand, paginateScan, QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { administrator } from '../support/administrator.ts';
import { call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';

const outputs = readOutputs(inject('outputsFile'));
const dataDirectory = inject('dataDirectory');

function client(
  variables: Record<string, string>,
  secretAccessKey = variables.AWS_SECRET_ACCESS_KEY,
): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: variables.AWS_ENDPOINT_URL ?? '',
    region: variables.AWS_REGION ?? '',
    credentials: { accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: secretAccessKey ?? '' },
  });
}

describe.skipIf(dataDirectory === '')('calls of DynamoDB from outside', () => {
  it("are served with the administrator's credentials, which see the stored task", async () => {
    const person = await newPerson(outputs);
    const title = `stored ${crypto.randomUUID()}`;
    await call(outputs, { method: 'POST', path: 'tasks', token: person.accessToken, body: { title } });
    const dynamodb = client(await administrator(dataDirectory));
    const { TableNames } = await dynamodb.send(new ListTablesCommand({}));
    expect(TableNames).toContain(outputs.TasksTableName);
    const found = paginateScan(
      { client: dynamodb },
      {
        TableName: outputs.TasksTableName,
        FilterExpression: 'title = :title',
        ExpressionAttributeValues: { ':title': { S: title } },
      },
    );
    const stored = [];
    for await (const { Items = [] } of found) stored.push(...Items);
    expect(stored).toHaveLength(1);
  });

  it('are refused when the secret is wrong', async () => {
    const variables = await administrator(dataDirectory);
    const refused = client(variables, 'x'.repeat(40)).send(
      new QueryCommand({ TableName: outputs.TasksTableName }),
    );
    await expect(refused).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 400 },
      message: expect.stringMatching(
        /^The request signature we calculated does not match the signature you provided/,
      ),
    });
  });

  it('are refused when the key is unknown', async () => {
    const variables = { ...(await administrator(dataDirectory)), AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' };
    await expect(client(variables).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('are refused without a signature', async () => {
    const { AWS_ENDPOINT_URL = '' } = await administrator(dataDirectory);
    const response = await fetch(AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: {
        'X-Amz-Target': 'DynamoDB_20120810.ListTables',
        'Content-Type': 'application/x-amz-json-1.0',
      },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
      message: 'Request is missing Authentication Token',
    });
  });
});
