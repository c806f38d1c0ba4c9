import { s3Error } from './s3-errors.ts';

/** An element of a document that a caller sent; its prefix and attributes are left out. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** The characters directly in it. */
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly tag: string;
  readonly children: XmlElement[];
  text: string;
}

const MOST_DEPTH = 16;
/** A comment, a section of characters, a declaration, or a tag; `<!DOCTYPE` is none of them. */
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/**
 * Reads the small documents that S3 is sent. There are no document types, so no entities of the sender's.
 * Throws AwsError `MalformedXML`.
 */
export function readXml(bytes: Buffer, root: string): XmlElement {
  const text = new TextDecoder().decode(bytes);
  const open: OpenElement[] = [];
  let result: XmlElement | undefined;
  let at = 0;
  const add = (characters: string): void => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += characters;
    else if (characters.trim() !== '') throw s3Error('MalformedXML');
  };
  const close = (element: OpenElement): void => {
    const { name, children, text: own } = element;
    const parent = open.at(-1);
    if (parent !== undefined) parent.children.push({ name, children, text: own });
    else result = { name, children, text: own };
  };
  while (at < text.length) {
    const next = text.indexOf('<', at);
    add(unescapeXml(text.slice(at, next < 0 ? undefined : next)));
    if (next < 0) break;
    MARKUP.lastIndex = next;
    const found = MARKUP.exec(text);
    if (found === null) throw s3Error('MalformedXML');
    at = MARKUP.lastIndex;
    const [, characters, ending, tag, , empty] = found;
    if (characters !== undefined) add(characters);
    if (tag === undefined) continue;
    if (ending === '/') {
      const element = open.pop();
      if (element === undefined || element.tag !== tag) throw s3Error('MalformedXML');
      close(element);
      continue;
    }
    if (result !== undefined || open.length >= MOST_DEPTH) throw s3Error('MalformedXML');
    const element = { name: tag.slice(tag.indexOf(':') + 1), tag, children: [], text: '' };
    if (empty === '/') close(element);
    else open.push(element);
  }
  if (result === undefined || open.length > 0 || result.name !== root) throw s3Error('MalformedXML');
  return result;
}

/** The children of that name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The one child of that name; undefined when there is none. Throws AwsError `MalformedXML`. */
export function onlyChild(element: XmlElement, name: string): XmlElement | undefined {
  const found = childrenOf(element, name);
  if (found.length > 1) throw s3Error('MalformedXML');
  return found[0];
}

/** Its text; undefined when there is none. Throws AwsError `MalformedXML`. */
export function childText(element: XmlElement, name: string): string | undefined {
  return onlyChild(element, name)?.text;
}

/** Throws AwsError `MalformedXML` when there is not exactly one child of that name. */
export function requiredText(element: XmlElement, name: string): string {
  const text = childText(element, name);
  if (text === undefined) throw s3Error('MalformedXML');
  return text;
}

/** Throws AwsError `MalformedXML` for a child that is none of these. */
export function onlyChildren(element: XmlElement, ...names: readonly string[]): void {
  if (element.children.some(({ name }) => !names.includes(name))) throw s3Error('MalformedXML');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));|&/g,
    (_found, hex?: string, decimal?: string, name?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (Number.isInteger(code) && code <= 0x10ffff) return String.fromCodePoint(code);
      const entity = name !== undefined && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
      if (entity === undefined) throw s3Error('MalformedXML');
      return entity;
    },
  );
}
