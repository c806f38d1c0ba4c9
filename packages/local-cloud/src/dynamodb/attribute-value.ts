/**
 * A value as the wire carries it: one member, named after the type.
 * Numbers are in the form that `normalizeNumber` gives, binary values are base64.
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

/** The attributes of an item, or the members of a map. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The name of a value's type, as expressions and error texts spell it. */
export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  'S',
  'N',
  'B',
  'BOOL',
  'NULL',
  'SS',
  'NS',
  'BS',
  'L',
  'M',
];

/** Which of the types a value has. */
export function attributeType(value: AttributeValue): AttributeType {
  if ('S' in value) return 'S';
  if ('N' in value) return 'N';
  if ('B' in value) return 'B';
  if ('M' in value) return 'M';
  if ('L' in value) return 'L';
  if ('BOOL' in value) return 'BOOL';
  if ('NULL' in value) return 'NULL';
  if ('SS' in value) return 'SS';
  return 'NS' in value ? 'NS' : 'BS';
}

/** The members of a set of strings, numbers or binaries, in their wire form; undefined for another type. */
export function setMembers(value: AttributeValue): readonly string[] | undefined {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
}

/** Whether two values are equal as `=` means it: of one type, sets and maps without regard to order. */
export function equalValues(left: AttributeValue, right: AttributeValue): boolean {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && left.B === right.B;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('M' in left) return 'M' in right && equalItems(left.M, right.M);
  if ('L' in left) return 'L' in right && equalLists(left.L, right.L);
  return attributeType(left) === attributeType(right) && equalSets(setMembers(left), setMembers(right));
}

/** Whether two items (or maps) have equal values under the same names. */
export function equalItems(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const one = left[name];
    const other = Object.hasOwn(right, name) ? right[name] : undefined;
    return one !== undefined && other !== undefined && equalValues(one, other);
  });
}

function equalLists(left: readonly AttributeValue[], right: readonly AttributeValue[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((one, index) => {
    const other = right[index];
    return other !== undefined && equalValues(one, other);
  });
}

function equalSets(left: readonly string[] = [], right: readonly string[] = []): boolean {
  if (left.length !== right.length) return false;
  const members = new Set(left);
  return right.every((member) => members.has(member));
}

/** The attribute of that name; undefined when there is none, whatever objects inherit. */
export function attribute(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}
