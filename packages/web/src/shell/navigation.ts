import { placeTexts } from '../texts/place-texts.ts';
import type { IconName } from './icons.tsx';

/** One place of the application. */
export interface Place {
  readonly to:
    | '/today'
    | '/tasks'
    | '/board'
    | '/trash'
    | '/notes'
    | '/items'
    | '/records'
    | '/networks'
    | '/tokens'
    | '/transfers';
  readonly label: string;
  readonly icon: IconName;
  /** Pressed after `g`, it leads here. */
  readonly key: string;
}

/** The places in the side bar, by group. */
export const places: readonly { readonly title: string; readonly places: readonly Place[] }[] = [
  {
    title: placeTexts.tasks,
    places: [
      { to: '/today', label: placeTexts.today, icon: 'today', key: 'd' },
      { to: '/tasks', label: placeTexts.allTasks, icon: 'tasks', key: 't' },
      { to: '/board', label: placeTexts.board, icon: 'board', key: 'b' },
      { to: '/trash', label: placeTexts.trash, icon: 'trash', key: 'x' },
    ],
  },
  {
    title: placeTexts.work,
    places: [
      { to: '/notes', label: placeTexts.notes, icon: 'note', key: 'n' },
      { to: '/items', label: placeTexts.items, icon: 'items', key: 'i' },
      { to: '/records', label: placeTexts.records, icon: 'record', key: 'r' },
      { to: '/networks', label: placeTexts.networks, icon: 'network', key: 'w' },
      { to: '/tokens', label: placeTexts.tokens, icon: 'key', key: 'k' },
      { to: '/transfers', label: placeTexts.transfers, icon: 'export', key: 'e' },
    ],
  },
];

export const allPlaces: readonly Place[] = places.flatMap((group) => group.places);
