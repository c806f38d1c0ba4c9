import { AwsError } from '../../aws/aws-error.ts';
import { checkTags, type Tags } from '../../ec2/tags.ts';
import type { JsonObject } from '../resource-provider.ts';

/** The `Tags` of a template. Throws AwsError `InvalidParameterValue`. */
export function templateTags({ Tags: tags }: JsonObject): Tags {
  const list: readonly unknown[] = Array.isArray(tags) ? tags : [];
  return checkTags(
    list.map((tag) => {
      const { Key, Value } = { Key: '', Value: '', ...(typeof tag === 'object' ? tag : {}) };
      return [String(Key), String(Value)];
    }),
  );
}

/** The tags after an update of the template; what others have tagged stays. */
export function changedTags(tags: Tags, properties: JsonObject, previous: JsonObject): Tags {
  const own = templateTags(previous);
  const others = Object.entries(tags).filter(([key]) => !Object.hasOwn(own, key));
  return { ...Object.fromEntries(others), ...templateTags(properties) };
}

/** Removing what is gone already is no failure. */
export async function unlessGone(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof AwsError) || !error.code.endsWith('.NotFound')) throw error;
  }
}
