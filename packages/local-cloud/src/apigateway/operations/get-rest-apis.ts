import type { ManagementOperation } from '../apigateway-service.ts';

/** All APIs in one page. */
export const getRestApis: ManagementOperation = async ({ store }) => {
  const item: object[] = [];
  for await (const [, { id, name, rootResourceId, apiKeySource }] of store.apis.list()) {
    item.push({ id, name, rootResourceId, apiKeySource, endpointConfiguration: { types: ['REGIONAL'] } });
  }
  return { item };
};
