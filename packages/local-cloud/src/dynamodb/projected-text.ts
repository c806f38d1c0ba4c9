import { applyProjection, type Projection } from './expressions/projection.ts';
import type { StoredItem } from './stored-item.ts';

/** The JSON of what is wanted of an item; without a projection it is not even parsed. */
export function projectedText(projection: Projection | undefined, stored: StoredItem): string {
  return projection === undefined ? stored.text : JSON.stringify(applyProjection(projection, stored.item));
}
