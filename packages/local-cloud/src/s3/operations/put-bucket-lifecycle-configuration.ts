import {
  checkLifecycle,
  type LifecycleActions,
  type LifecycleFilter,
  type LifecycleRule,
} from '../lifecycle/lifecycle-rule.ts';
import { readGuarded } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { notImplemented, s3Error } from '../s3-errors.ts';
import { checkTags, readTags } from '../tagging.ts';
import { emptyAnswer } from '../wire.ts';
import {
  childrenOf,
  childText,
  onlyChild,
  onlyChildren,
  readXml,
  requiredText,
  type XmlElement,
} from '../xml-reader.ts';

const MOST_BYTES = 1024 ** 2;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const putBucketLifecycleConfiguration: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutLifecycleConfiguration');
  const document = await readGuarded(call.payload(MOST_BYTES));
  const lifecycle = checkLifecycle(readRules(document, call.sources.uuid));
  await call.buckets.change(name, (bucket) => ({ ...bucket, lifecycle }));
  return emptyAnswer(200);
};

function readRules(document: Buffer, newId: () => string): LifecycleRule[] {
  const root = readXml(document, 'LifecycleConfiguration');
  onlyChildren(root, 'Rule');
  return childrenOf(root, 'Rule').map((element) => readRule(element, newId));
}

function readRule(element: XmlElement, newId: () => string): LifecycleRule {
  for (const { name } of element.children) {
    if (/Transition$/.test(name)) throw notImplemented(`${name} in a lifecycle configuration`);
  }
  onlyChildren(
    element,
    'AbortIncompleteMultipartUpload',
    'Expiration',
    'Filter',
    'ID',
    'NoncurrentVersionExpiration',
    'Prefix',
    'Status',
  );
  const status = requiredText(element, 'Status');
  if (status !== 'Enabled' && status !== 'Disabled') throw s3Error('MalformedXML');
  const prefix = childText(element, 'Prefix');
  const filter = onlyChild(element, 'Filter');
  if (prefix === undefined && filter === undefined) throw s3Error('MalformedXML');
  return {
    id: childText(element, 'ID') || newId(),
    ...(status === 'Disabled' ? { disabled: true } : {}),
    ...(prefix === undefined ? {} : { prefix }),
    ...(filter === undefined ? {} : { filter: readFilter(filter) }),
    ...readActions(element),
  };
}

/** One condition, or several in `And`. */
function readFilter(filter: XmlElement): LifecycleFilter {
  onlyChildren(filter, 'And', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', 'Prefix', 'Tag');
  if (filter.children.length > 1) throw s3Error('MalformedXML');
  const conditions = onlyChild(filter, 'And') ?? filter;
  onlyChildren(conditions, 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', 'Prefix', 'Tag');
  const prefix = childText(conditions, 'Prefix');
  const tags = checkTags(readTags(conditions));
  const sizeGreaterThan = wholeNumber(conditions, 'ObjectSizeGreaterThan');
  const sizeLessThan = wholeNumber(conditions, 'ObjectSizeLessThan');
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(sizeGreaterThan === undefined ? {} : { sizeGreaterThan }),
    ...(sizeLessThan === undefined ? {} : { sizeLessThan }),
  };
}

function readActions(element: XmlElement): LifecycleActions {
  const expiration = onlyChild(element, 'Expiration');
  const noncurrent = onlyChild(element, 'NoncurrentVersionExpiration');
  const abort = onlyChild(element, 'AbortIncompleteMultipartUpload');
  const expirationDays = wholeNumber(expiration, 'Days');
  const date = expiration && childText(expiration, 'Date');
  const marker = expiration && childText(expiration, 'ExpiredObjectDeleteMarker');
  const noncurrentDays = wholeNumber(noncurrent, 'NoncurrentDays');
  const newerNoncurrentVersions = wholeNumber(noncurrent, 'NewerNoncurrentVersions');
  const abortIncompleteDays = wholeNumber(abort, 'DaysAfterInitiation');
  return {
    ...(expirationDays === undefined ? {} : { expirationDays }),
    ...(date === undefined ? {} : { expirationDate: readDate(date) }),
    ...(marker === undefined ? {} : { expiredDeleteMarkers: marker === 'true' }),
    ...(noncurrentDays === undefined ? {} : { noncurrentDays }),
    ...(newerNoncurrentVersions === undefined ? {} : { newerNoncurrentVersions }),
    ...(abortIncompleteDays === undefined ? {} : { abortIncompleteDays }),
  };
}

function wholeNumber(element: XmlElement | undefined, name: string): number | undefined {
  const text = element && childText(element, name);
  if (text === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw s3Error('MalformedXML');
  return Number(text);
}

function readDate(text: string): number {
  const date = Date.parse(text);
  if (Number.isNaN(date)) throw s3Error('MalformedXML');
  return date;
}
