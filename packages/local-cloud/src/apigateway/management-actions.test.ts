import { describe, expect, it } from 'vitest';
import { askedBy, httpRequest, operationNames } from '../../test/asked-actions.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { memoryStore } from '../store/memory-store.ts';
import { apiGatewayService } from './apigateway-service.ts';
import { restApiStore } from './rest-api-store.ts';

const ROWS: readonly (readonly [operation: string, path: string, resource: string])[] = [
  ['GetApiKey', '/apikeys/k%2F1', '/apikeys/k/1'],
  ['GetApiKeys', '/apikeys', '/apikeys'],
  ['GetRestApis', '/restapis', '/restapis'],
];

describe("the operations of API Gateway's own API", () => {
  it('have a row each', async () => {
    expect(ROWS.map(([operation]) => operation).sort()).toEqual(await operationNames('apigateway'));
  });

  it.each(ROWS)('%s asks the policies', async (_operation, path, resource) => {
    const service = apiGatewayService(restApiStore(memoryStore()), LOCAL_ACCOUNT);
    const call = { request: httpRequest('GET', path), body: Buffer.alloc(0) };
    expect(await askedBy(service, call)).toEqual([
      `apigateway:GET arn:aws:apigateway:us-east-1::${resource}`,
    ]);
  });
});
