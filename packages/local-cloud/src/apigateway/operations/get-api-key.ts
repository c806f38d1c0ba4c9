import { AwsError } from '../../aws/aws-error.ts';
import type { ManagementOperation } from '../apigateway-service.ts';
import type { ApiKey } from '../rest-api-model.ts';

export const getApiKey: ManagementOperation = async ({ store, request, parameters: [id = ''] }) => {
  const key = id === '' ? undefined : store.apiKeys.get(id);
  if (key === undefined) throw new AwsError('NotFoundException', 'Invalid API Key identifier specified', 404);
  return apiKeyAnswer(key, request.query.get('includeValue') === 'true');
};

/** A key as the API shows it; its value only when it is asked for. */
export function apiKeyAnswer({ id, name, enabled, value }: ApiKey, withValue: boolean): object {
  return { id, name, enabled, stageKeys: [], ...(withValue ? { value } : {}) };
}
