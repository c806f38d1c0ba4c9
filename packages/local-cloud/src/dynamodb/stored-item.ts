import type { Item } from './attribute-value.ts';

const SIZE_BYTES = 4;

/**
 * An item with its size, as the store keeps it: the size in four bytes, then the item's JSON.
 * The JSON goes to callers as it stands; it is parsed only where somebody looks inside.
 */
export class StoredItem {
  /** Bytes as DynamoDB counts them. */
  readonly size: number;
  #text: string | undefined;
  #item: Item | undefined;
  #bytes: Buffer | undefined;

  private constructor(size: number, item: Item | undefined, bytes: Buffer | undefined) {
    this.size = size;
    this.#item = item;
    this.#bytes = bytes;
  }

  /** `size` must be the item's. */
  static of(item: Item, size: number): StoredItem {
    return new StoredItem(size, item, undefined);
  }

  static decode(bytes: Buffer): StoredItem {
    return new StoredItem(bytes.readUInt32BE(0), undefined, bytes);
  }

  get text(): string {
    this.#text ??=
      this.#bytes === undefined ? JSON.stringify(this.#item) : this.#bytes.toString('utf8', SIZE_BYTES);
    return this.#text;
  }

  get item(): Item {
    this.#item ??= JSON.parse(this.text) as Item;
    return this.#item;
  }

  get bytes(): Buffer {
    if (this.#bytes !== undefined) return this.#bytes;
    const text = this.text;
    const bytes = Buffer.allocUnsafe(SIZE_BYTES + Buffer.byteLength(text));
    bytes.writeUInt32BE(this.size, 0);
    bytes.write(text, SIZE_BYTES);
    this.#bytes = bytes;
    return bytes;
  }
}

/** The size of the item in a stored value, without decoding the rest. */
export function storedSize(bytes: Buffer): number {
  return bytes.readUInt32BE(0);
}
