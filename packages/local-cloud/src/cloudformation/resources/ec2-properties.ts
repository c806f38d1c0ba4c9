import { AwsError } from '../../aws/aws-error.ts';
import { checkTags, type Tags } from '../../ec2/tags.ts';
import type { Json, JsonObject } from '../resource-provider.ts';

/** A property that must be there. Throws AwsError `MissingParameter`. */
export function requiredText(properties: JsonObject, name: string): string {
  const value = properties[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('MissingParameter', `The property ${name} is required.`);
}

export function flag(value: Json | undefined): boolean | undefined {
  return value === undefined ? undefined : String(value) === 'true';
}

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
