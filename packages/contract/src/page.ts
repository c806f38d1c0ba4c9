import * as z from 'zod';
import { integerText, type MemberSchemas, objectSchema } from './schema.ts';

export const DEFAULT_PAGE_SIZE: number = 25;
export const MAX_PAGE_SIZE: number = 100;

/** What every list takes. */
export interface PageQuery {
  /** How many items at most, 1 to 100; 25 when absent. */
  readonly pageSize?: number;
  /** `nextPageToken` of the page before, with the same filters. */
  readonly pageToken?: string;
}

/** One page of a list. It is never empty while more remains. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

export const pageQueryMembers: MemberSchemas<PageQuery> = {
  pageSize: integerText(1, MAX_PAGE_SIZE).meta({ default: DEFAULT_PAGE_SIZE }).exactOptional(),
  pageToken: z.string().min(1).max(512).exactOptional(),
};

/** The schema of a page of what `item` describes. */
export function pageSchema<Item>(id: string, item: z.ZodType<Item>): z.ZodType<Page<Item>> {
  return objectSchema<Page<Item>>(id, {
    items: z.array(item),
    nextPageToken: z.string().exactOptional(),
  });
}
