import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { jsonService } from '../aws/json-service.ts';
import { ssmParameterProvider } from '../cloudformation/resources/ssm-parameter.ts';
import { addTagsToResource } from './operations/add-tags-to-resource.ts';
import { deleteParameter } from './operations/delete-parameter.ts';
import { deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putParameter } from './operations/put-parameter.ts';
import { removeTagsFromResource } from './operations/remove-tags-from-resource.ts';
import { ParameterStore } from './parameter-store.ts';
import type { SsmOperation } from './ssm-call.ts';

const OPERATIONS: Readonly<Record<string, SsmOperation>> = {
  AddTagsToResource: addTagsToResource,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  DescribeParameters: describeParameters,
  GetParameter: getParameter,
  GetParameterHistory: getParameterHistory,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  ListTagsForResource: listTagsForResource,
  PutParameter: putParameter,
  RemoveTagsFromResource: removeTagsFromResource,
};

/** Systems Manager's parameter store, and what templates read of it. */
export async function createSsm(
  context: PartContext,
): Promise<CloudPart & { value(selector: string): string | undefined }> {
  const { account, sources } = context;
  const parameters = await ParameterStore.open(context.store, account);
  return {
    services: [jsonService('ssm', 'AmazonSSM', OPERATIONS, { parameters, now: sources.now })],
    providers: [ssmParameterProvider({ parameters, now: sources.now })],
    value: (selector) => parameters.find(selector)?.chosen.value,
  };
}
