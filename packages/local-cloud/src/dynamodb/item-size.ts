import type { AttributeValue, Item } from './attribute-value.ts';

/** The largest item, names and values together. */
export const MAX_ITEM_SIZE: number = 400 * 1024;

/** An item's size in bytes as DynamoDB counts it: UTF-8 names and values, 3 bytes a list or map and 1 a member. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value !== undefined) size += Buffer.byteLength(name) + attributeSize(value);
  }
  return size;
}

/** The size in bytes of a valid value. */
export function attributeSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('L' in value) return value.L.reduce((size, member) => size + 1 + attributeSize(member), 3);
  if ('M' in value) return itemSize(value.M) + 3 + Object.keys(value.M).length;
  if ('SS' in value) return value.SS.reduce((size, member) => size + Buffer.byteLength(member), 0);
  if ('NS' in value) return value.NS.reduce((size, member) => size + numberSize(member), 0);
  return value.BS.reduce((size, member) => size + Buffer.byteLength(member, 'base64'), 0);
}

/**
 * A normalized number's size: one byte, one for every two significant digits before the point and one
 * for every two after it (each half rounded up), and one for a minus sign.
 */
export function numberSize(number: string): number {
  if (number === '0') return 1;
  const negative = number.startsWith('-');
  const start = negative ? 1 : 0;
  const point = number.indexOf('.');
  const whole = point < 0 ? number.length : point;
  let before = whole - start;
  if (before === 1 && number.charAt(start) === '0') before = 0;
  let after = point < 0 ? 0 : number.length - point - 1;
  if (point < 0) {
    for (let at = number.length - 1; number.charAt(at) === '0'; at--) before -= 1;
  } else if (before === 0) {
    for (let at = point + 1; number.charAt(at) === '0'; at++) after -= 1;
  }
  return 1 + Math.ceil(before / 2) + Math.ceil(after / 2) + start;
}
