import * as z from 'zod';
import { line, objectSchema } from '../schema.ts';

/** What the name of an item is when nobody gave one. */
export const UNNAMED: string = 'Unnamed';

/** An item as the API gives it. Everybody who is signed in sees it; it never changes. */
export interface Item {
  /** A version 7 UUID (RFC 9562), so that ids sort by time of creation. */
  readonly id: string;
  /** One line of 1 to 256 characters. */
  readonly name: string;
  /** The moment that its maker gave, as they wrote it, or that of its creation. */
  readonly timestamp: string;
  /** The `sub` of the person who made it. */
  readonly createdBy: string;
}

/** The body that makes an item. */
export interface NewItem {
  readonly name?: string;
  /** RFC 3339; the offset may be missing, as many clients leave it out. */
  readonly timestamp?: string;
}

const name = line(1, 256);
const timestamp = z.iso.datetime({ offset: true, local: true }).max(64);

export const itemSchema: z.ZodType<Item> = objectSchema<Item>('Item', {
  id: z.uuidv7(),
  name,
  timestamp,
  createdBy: z.string(),
});

export const newItemSchema: z.ZodType<NewItem> = objectSchema<NewItem>('NewItem', {
  name: name.meta({ default: UNNAMED }).exactOptional(),
  timestamp: timestamp.exactOptional(),
});
