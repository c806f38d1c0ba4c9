import type { Note, NoteSummary } from '@taskyard/contract';
import { type Item, numberAttribute, textAttribute, textListAttribute } from '../dynamo/attributes.ts';
import { titleKey } from './note-store.ts';

/**
 * The table: partition key `pk`, the owner's `sub`; sort key `sk`, `note#<id>`.
 * Two local indexes hold all but the body, so a list costs what it shows: `by-time` (sort key `noteId`) and
 * `by-pinned` (sort key `pinnedNote`, `1#<id>` for a pinned note and `0#<id>` for another). Being local, they are
 * read consistently; the price is that the notes of one person are at most 10 GB.
 */
export const TIME_INDEX: string = 'by-time';
export const PINNED_INDEX: string = 'by-pinned';

const NOTE_PREFIX = 'note#';

export function noteKey(owner: string, id: string): Item {
  return { pk: { S: owner }, sk: { S: `${NOTE_PREFIX}${id}` } };
}

export function pinnedPrefix(pinned: boolean): string {
  return pinned ? '1#' : '0#';
}

/** The attributes that the indexes sort by. */
export function pinnedNote(pinned: boolean, id: string): string {
  return `${pinnedPrefix(pinned)}${id}`;
}

export function noteItem(note: Note): Item {
  return {
    ...noteKey(note.createdBy, note.id),
    noteId: { S: note.id },
    pinnedNote: { S: pinnedNote(note.pinned, note.id) },
    title: { S: note.title },
    titleKey: { S: titleKey(note.title) },
    body: { S: note.body },
    pinned: { BOOL: note.pinned },
    labels: { L: note.labels.map((label) => ({ S: label })) },
    version: { N: String(note.version) },
    createdAt: { S: note.createdAt },
    updatedAt: { S: note.updatedAt },
  };
}

export function noteSummaryOf(item: Item): NoteSummary {
  return {
    id: textAttribute(item, 'noteId'),
    title: textAttribute(item, 'title'),
    pinned: item.pinned?.BOOL === true,
    labels: textListAttribute(item, 'labels'),
    version: numberAttribute(item, 'version'),
    createdAt: textAttribute(item, 'createdAt'),
    updatedAt: textAttribute(item, 'updatedAt'),
    createdBy: textAttribute(item, 'pk'),
  };
}

export function noteOf(item: Item): Note {
  return { ...noteSummaryOf(item), body: textAttribute(item, 'body') };
}
