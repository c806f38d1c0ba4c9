/** Which events of a bucket a function is told of. */
export interface NotificationRule {
  readonly id: string;
  /** Such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  readonly functionArn: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
export const EVENT_TYPES: readonly string[] = [
  's3:LifecycleExpiration:*',
  's3:LifecycleExpiration:Delete',
  's3:LifecycleExpiration:DeleteMarkerCreated',
  's3:ObjectCreated:*',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Put',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
  's3:ObjectTagging:*',
  's3:ObjectTagging:Delete',
  's3:ObjectTagging:Put',
];

/** Whether a rule is about an event, `ObjectCreated:Put`, of that key. */
export function isNotified(
  { events, prefix, suffix }: NotificationRule,
  event: string,
  key: string,
): boolean {
  const name = `s3:${event}`;
  return (
    key.startsWith(prefix) &&
    key.endsWith(suffix) &&
    events.some((wanted) => wanted === name || (wanted.endsWith('*') && name.startsWith(wanted.slice(0, -1))))
  );
}

/** Whether some object's event would be that of both rules, which S3 does not take. */
export function overlap(one: NotificationRule, other: NotificationRule): boolean {
  const sharesEvent = one.events.some((event) =>
    other.events.some((another) => within(event, another) || within(another, event)),
  );
  const nested = (left: string, right: string, starts: (text: string, part: string) => boolean): boolean =>
    starts(left, right) || starts(right, left);
  return (
    sharesEvent &&
    nested(one.prefix, other.prefix, (text, part) => text.startsWith(part)) &&
    nested(one.suffix, other.suffix, (text, part) => text.endsWith(part))
  );
}

function within(event: string, pattern: string): boolean {
  return event === pattern || (pattern.endsWith('*') && event.startsWith(pattern.slice(0, -1)));
}
