import type { Item } from '../dynamo/attributes.ts';
import type { InsertOutcome } from './insert-outcome.ts';

/** The same outcome, with what was made as `read` tells it. */
export function replayedOutcome<Made>(
  inserted: InsertOutcome<Item>,
  read: (item: Item) => Made,
): InsertOutcome<Made> {
  return inserted.outcome === 'replayed' ? { outcome: 'replayed', made: read(inserted.made) } : inserted;
}
