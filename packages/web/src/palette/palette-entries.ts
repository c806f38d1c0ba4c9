import type { IconName } from '../shell/icons.tsx';

/** Something that the palette can open or do. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: 'tasks' | 'notes' | 'lists' | 'pages' | 'commands';
  readonly label: string;
  /** Beside the label: the list of a task, the keys of a page. */
  readonly note?: string;
  readonly icon: IconName;
  readonly over?: boolean;
  readonly run: () => void;
}

const MOST_OF_A_GROUP = 8;

/** The entries that hold every word of `text`, those that begin with it first; at most some of each group. */
export function matchingEntries(entries: readonly PaletteEntry[], text: string): readonly PaletteEntry[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = entries
    .map((entry) => ({ entry, label: entry.label.toLocaleLowerCase() }))
    .filter(({ label }) => words.every((word) => label.includes(word)))
    .toSorted((a, b) => rank(a.label, words[0]) - rank(b.label, words[0]))
    .map(({ entry }) => entry);
  const counts = new Map<string, number>();
  return found.filter(({ group }) => {
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= MOST_OF_A_GROUP;
  });
}

function rank(label: string, word = ''): number {
  if (label.startsWith(word)) return 0;
  return label.includes(` ${word}`) ? 1 : 2;
}
