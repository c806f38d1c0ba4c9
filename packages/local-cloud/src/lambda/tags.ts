import { AwsError } from '../aws/aws-error.ts';
import { mappingArn } from './event-source/event-source-mapping.ts';
import { mappingsOf } from './event-source/mapping-call.ts';
import { parseFunctionReference } from './function-name.ts';
import { functionArn } from './function-record.ts';
import { existingFunction, invalidParameter, type LambdaCall } from './lambda-call.ts';

export type Tags = Readonly<Record<string, string>>;

/** Tags that a resource may have. */
const MAX_TAGS = 50;

/** What tags are about: a function, or an event source mapping. */
export interface TaggedResource {
  readonly tags: Tags;
  keep(tags: Tags): Promise<void>;
}

/** Tags as a request gives them. Throws AwsError `InvalidParameterValueException`. */
export function tagsOf(value: unknown): Tags {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidParameter('Tags must be an object.');
  const tags = Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
  checkTags(tags);
  return tags;
}

/** Throws AwsError `InvalidParameterValueException` when they are more, or longer, than a resource may have. */
export function checkTags(tags: Tags): void {
  if (Object.keys(tags).length > MAX_TAGS) {
    throw invalidParameter('Number of tags exceeds resource tag limit.');
  }
  for (const [key, value] of Object.entries(tags)) {
    const valid = key.length >= 1 && key.length <= 128 && value.length <= 256 && !/^aws:/i.test(key);
    if (!valid) throw invalidParameter(`The tag ${JSON.stringify(key.slice(0, 128))} is not valid.`);
  }
}

/**
 * What the ARN in the path names; the policies are asked first.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html
 */
export function taggedResource(call: LambdaCall, action: string): TaggedResource {
  const { account, functions } = call;
  const { resource = '' } = call.path;
  const uuid = /^arn:[^:]+:lambda:[^:]+:\d{12}:event-source-mapping:(.+)$/.exec(resource)?.[1];
  if (uuid !== undefined) {
    call.caller.authorize({ action, resource: mappingArn(account, uuid) });
    const mappings = mappingsOf(call);
    const mapping = mappings.get(uuid);
    if (mapping === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
    }
    return { tags: mapping.tags ?? {}, keep: (tags) => mappings.tag(uuid, tags) };
  }
  const reference = parseFunctionReference(account, resource);
  call.caller.authorize({ action, resource: functionArn(account, reference.name) });
  const record = existingFunction(call, reference);
  if (reference.qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return { tags: record.tags, keep: (tags) => functions.put({ ...record, tags }) };
}
