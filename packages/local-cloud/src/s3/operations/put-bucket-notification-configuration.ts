import { EVENT_TYPES, type NotificationRule } from '../notifications/bucket-notifications.ts';
import { checkNotifications } from '../notifications/check-notifications.ts';
import { readWhole } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { invalidArgument, notImplemented, s3Error } from '../s3-errors.ts';
import { emptyAnswer } from '../wire.ts';
import {
  childrenOf,
  childText,
  onlyChildren,
  readXml,
  requiredText,
  type XmlElement,
} from '../xml-reader.ts';

const MOST_BYTES = 256 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const putBucketNotificationConfiguration: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketNotification');
  const given = readNotifications(await readWhole(call.payload(MOST_BYTES)), call.sources.uuid);
  const unchecked = call.request.header('x-amz-skip-destination-validation')?.toLowerCase() === 'true';
  const notifications = checkNotifications(call, name, given, !unchecked);
  await call.buckets.change(name, (bucket) => ({ ...bucket, notifications }));
  return emptyAnswer(200);
};

function readNotifications(document: Buffer, newId: () => string): NotificationRule[] {
  const root = readXml(document, 'NotificationConfiguration');
  for (const { name } of root.children) {
    if (name !== 'CloudFunctionConfiguration')
      throw notImplemented(`${name} in a notification configuration`);
  }
  return childrenOf(root, 'CloudFunctionConfiguration').map((element) => {
    onlyChildren(element, 'Id', 'CloudFunction', 'Event', 'Filter');
    const events = childrenOf(element, 'Event').map(({ text }) => text);
    for (const event of events) {
      if (!EVENT_TYPES.includes(event)) {
        throw invalidArgument('Event', event, 'The event is not supported for notifications');
      }
    }
    if (events.length === 0) throw s3Error('MalformedXML');
    return {
      id: childText(element, 'Id') ?? newId(),
      functionArn: requiredText(element, 'CloudFunction'),
      events,
      ...filterOf(element),
    };
  });
}

function filterOf(element: XmlElement): Pick<NotificationRule, 'prefix' | 'suffix'> {
  const rules = childrenOf(element, 'Filter')
    .flatMap((filter) => childrenOf(filter, 'S3Key'))
    .flatMap((key) => childrenOf(key, 'FilterRule'))
    .map((rule) => [requiredText(rule, 'Name').toLowerCase(), requiredText(rule, 'Value')] as const);
  const named = new Map(rules);
  if (named.size !== rules.length || rules.some(([name]) => name !== 'prefix' && name !== 'suffix')) {
    throw invalidArgument('FilterRule', '', 'filter rule name must be either prefix or suffix');
  }
  return { prefix: named.get('prefix') ?? '', suffix: named.get('suffix') ?? '' };
}
