import { texts } from '../texts.ts';
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
    title: texts.places.tasks,
    places: [
      { to: '/today', label: texts.places.today, icon: 'today', key: 'd' },
      { to: '/tasks', label: texts.places.allTasks, icon: 'tasks', key: 't' },
      { to: '/board', label: texts.places.board, icon: 'board', key: 'b' },
      { to: '/trash', label: texts.places.trash, icon: 'trash', key: 'x' },
    ],
  },
  {
    title: texts.places.work,
    places: [
      { to: '/notes', label: texts.places.notes, icon: 'note', key: 'n' },
      { to: '/items', label: texts.places.items, icon: 'items', key: 'i' },
      { to: '/records', label: texts.places.records, icon: 'record', key: 'r' },
      { to: '/networks', label: texts.places.networks, icon: 'network', key: 'w' },
      { to: '/tokens', label: texts.places.tokens, icon: 'key', key: 'k' },
      { to: '/transfers', label: texts.places.transfers, icon: 'export', key: 'e' },
    ],
  },
];

export const allPlaces: readonly Place[] = places.flatMap((group) => group.places);
