import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as the low-level client gives it. */
export type Item = Record<string, AttributeValue>;

/** Reads a text attribute. Throws when the item does not have it: then the table holds what no code here wrote. */
export function textAttribute(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`An item has no text ${name}`);
  return value;
}

export function numberAttribute(item: Item, name: string): number {
  const value = Number(item[name]?.N);
  if (Number.isNaN(value)) throw new Error(`An item has no number ${name}`);
  return value;
}

/** `{ name: value }` when the item has that text, else `{}`. */
export function optionalText<Name extends string>(item: Item, name: Name): { readonly [K in Name]?: string } {
  const value = item[name]?.S;
  // A computed name widens to an index signature, which is the same thing with one member.
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: string };
}

export function textListAttribute(item: Item, name: string): readonly string[] {
  return (item[name]?.L ?? []).flatMap(({ S }) => (S === undefined ? [] : [S]));
}
