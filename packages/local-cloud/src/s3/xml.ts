/** A value of an answer: a text, a list (the element again and again), or members in order. */
export type XmlValue = string | number | boolean | readonly XmlValue[] | XmlMembers;
export interface XmlMembers {
  readonly [name: string]: XmlValue | undefined;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A document with one element at its root. Lists are not wrapped, as in all of S3's documents. */
export function xmlDocument(root: string, members: XmlMembers, namespace = true): string {
  const attribute = namespace ? ` xmlns="${NAMESPACE}"` : '';
  return `${DECLARATION}<${root}${attribute}>${membersXml(members)}</${root}>`;
}

function membersXml(members: XmlMembers): string {
  let text = '';
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) text += elementXml(name, value);
  }
  return text;
}

function elementXml(name: string, value: XmlValue): string {
  if (isList(value)) return value.map((entry) => elementXml(name, entry)).join('');
  const inner = typeof value === 'object' ? membersXml(value) : escapeXml(String(value));
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

/** Characters that XML cannot hold go as references, as S3 sends them; lone surrogates cannot go at all. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
    .replaceAll(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu, (found) => `&#x${found.charCodeAt(0).toString(16)};`);
}
