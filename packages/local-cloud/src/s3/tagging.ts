import { s3Error } from './s3-errors.ts';
import { childrenOf, onlyChildren, readXml, requiredText, type XmlElement } from './xml-reader.ts';

const MOST_OBJECT_TAGS = 10;
export const MOST_BUCKET_TAGS: number = 50;

/** Tags as they are kept. Throws AwsError `InvalidTag`. */
export function checkTags(
  tags: readonly (readonly [key: string, value: string])[],
  most: number = MOST_OBJECT_TAGS,
): Readonly<Record<string, string>> {
  const checked = new Map(tags);
  if (checked.size !== tags.length) {
    throw s3Error('InvalidTag', {}, 'Cannot provide multiple Tags with the same key');
  }
  if (checked.size > most) {
    throw s3Error('InvalidTag', {}, `Object tags cannot be greater than ${most}`);
  }
  for (const [key, value] of checked) {
    if (key === '' || key.length > 128) {
      throw s3Error('InvalidTag', { TagKey: key.slice(0, 256) }, 'The TagKey you have provided is invalid');
    }
    if (value.length > 256) {
      throw s3Error('InvalidTag', { TagKey: key }, 'The TagValue you have provided is invalid');
    }
    if (/^aws:/i.test(key)) {
      throw s3Error('InvalidTag', { TagKey: key }, 'System tags cannot be added/updated by requester');
    }
  }
  return Object.fromEntries(checked);
}

/** `<Tagging><TagSet><Tag><Key/><Value/></Tag>...` Throws AwsError `MalformedXML`, `InvalidTag`. */
export function readTagging(document: Buffer, most?: number): Readonly<Record<string, string>> {
  const tagging = readXml(document, 'Tagging');
  onlyChildren(tagging, 'TagSet');
  const [set, ...more] = tagging.children;
  if (set === undefined || more.length > 0) throw s3Error('MalformedXML');
  onlyChildren(set, 'Tag');
  return checkTags(readTags(set), most);
}

/** The `<Tag><Key/><Value/></Tag>` of an element. Throws AwsError `MalformedXML`. */
export function readTags(element: XmlElement): (readonly [key: string, value: string])[] {
  return childrenOf(element, 'Tag').map((tag) => {
    onlyChildren(tag, 'Key', 'Value');
    return [requiredText(tag, 'Key'), requiredText(tag, 'Value')] as const;
  });
}

/** The condition keys of tags in a request. */
export function requestTagKeys(tags: Readonly<Record<string, string>>): Record<string, string | string[]> {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  return {
    's3:RequestObjectTagKeys': entries.map(([key]) => key),
    ...Object.fromEntries(entries.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
  };
}
