import type { ManagementOperation } from '../apigateway-service.ts';
import { apiKeyAnswer } from './get-api-key.ts';

/** All keys in one page; `name` gives those whose name begins with it. */
export const getApiKeys: ManagementOperation = async ({ store, request }) => {
  const withValues = request.query.get('includeValues') === 'true';
  const prefix = request.query.get('name') ?? '';
  const item: object[] = [];
  for await (const [, key] of store.apiKeys.list()) {
    if (key.name.startsWith(prefix)) item.push(apiKeyAnswer(key, withValues));
  }
  return { item };
};
