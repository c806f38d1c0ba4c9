import type { Json, JsonObject } from '../resource-provider.ts';
import { isObject, textOf } from '../resources/property-values.ts';
import type { CustomResourceAnswer } from './answers.ts';

/** What is known of the function behind a custom resource. */
export interface CustomResourceFunction {
  readonly isNode: boolean;
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** The handler of the user when the function is that of CDK's `Provider`; undefined when it is another. */
export function handlerBehindFramework(given: CustomResourceFunction | undefined): string | undefined {
  if (given?.handler !== 'framework.onEvent') return undefined;
  return given.variables.USER_ON_EVENT_FUNCTION_ARN;
}

/**
 * The answer that CDK's provider framework makes of what the user's `onEvent` returned; the framework's own function
 * is left out, because it needs Step Functions' client even where it never calls it.
 * Source: "Provider Framework" of the CDK's module custom-resources. Throws Error.
 */
export function answerOfFramework(event: JsonObject, payload: string): CustomResourceAnswer {
  const parsed: Json = payload === '' ? {} : JSON.parse(payload);
  const returned = isObject(parsed) ? parsed : {};
  if (parsed !== null && !isObject(parsed)) {
    throw new Error(`return values from user-handlers must be JSON objects. got: "${payload}"`);
  }
  const before = textOf(event.RequestType === 'Create' ? event.RequestId : event.PhysicalResourceId);
  const physicalId = textOf(returned.PhysicalResourceId) || before;
  if (event.RequestType === 'Delete' && physicalId !== before) {
    throw new Error(
      `DELETE: cannot change the physical resource ID from "${before}" to "${physicalId}" during deletion`,
    );
  }
  const data = returned.Data ?? {};
  return { succeeded: true, reason: undefined, physicalId, data: isObject(data) ? data : {} };
}
