import { AwsError } from '../aws/aws-error.ts';
import type { Ec2Value } from './wire.ts';

/** A resource's tags, in the order in which they were given. */
export type Tags = Readonly<Record<string, string>>;

const MOST_TAGS = 50;

/**
 * The tags as they are kept. Throws AwsError for a key that is twice there, too long or AWS's own.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
 */
export function checkTags(tags: readonly (readonly [key: string, value: string | undefined])[]): Tags {
  const checked = new Map<string, string>();
  for (const [key, value = ''] of tags) {
    if (key === '' || key.length > 127 || value.length > 255) {
      throw new AwsError(
        'InvalidParameterValue',
        'Tag keys have 1 to 127 characters and tag values at most 255.',
      );
    }
    if (/^aws:/i.test(key)) {
      throw new AwsError(
        'InvalidParameterValue',
        "Tag keys starting with 'aws:' are reserved for internal use",
      );
    }
    if (checked.has(key)) {
      throw new AwsError('InvalidParameterValue', `Duplicate tag key '${key}' specified.`);
    }
    checked.set(key, value);
  }
  return limited(Object.fromEntries(checked));
}

/** `tags` with those of `more` over them. Throws AwsError `TagLimitExceeded`. */
export function mergeTags(tags: Tags, more: Tags): Tags {
  return limited({ ...tags, ...more });
}

/** Without the named tags; a value that is given must be the tag's own for it to go. */
export function withoutTags(
  tags: Tags,
  gone: readonly (readonly [key: string, value: string | undefined])[],
): Tags {
  const goes = ([key, value]: readonly [string, string]): boolean =>
    gone.some(([name, wanted]) => name === key && (wanted === undefined || wanted === value));
  return Object.fromEntries(Object.entries(tags).filter((tag) => !goes(tag)));
}

export function tagSet(tags: Tags): Ec2Value {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

function limited(tags: Tags): Tags {
  if (Object.keys(tags).length <= MOST_TAGS) return tags;
  throw new AwsError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
}
