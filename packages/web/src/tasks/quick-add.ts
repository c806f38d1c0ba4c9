import type { NewTask, TaskPriority } from '@taskyard/client';
import { type Due, readDue } from './read-due.ts';

/** A part of a line that says something about the task and so is not part of its title. */
export interface QuickAddPart {
  readonly kind: 'priority' | 'label' | 'due';
  /** As it was typed. */
  readonly text: string;
}

export interface QuickAdd {
  /** Undefined while nothing is left for a title. */
  readonly task: NewTask | undefined;
  readonly parts: readonly QuickAddPart[];
}

const PRIORITIES: ReadonlyMap<string, TaskPriority> = new Map([
  ['!low', 'LOW'],
  ['!normal', 'NORMAL'],
  ['!high', 'HIGH'],
  ['!urgent', 'URGENT'],
  ['!!', 'HIGH'],
  ['!!!', 'URGENT'],
]);

const MOST_LABELS = 20;
const LONGEST_LABEL = 64;

/**
 * Reads a line of natural words: `Buy milk !high #home tomorrow at 5pm`. Priorities and labels may stand anywhere, a
 * time only at the end (or right before them), so that `Read "Tomorrow"` and `Prepare Monday meeting` stay titles.
 * Words in quotes, and the parts in `literal`, are text.
 */
export function readQuickAdd(line: string, now: Date, literal: ReadonlySet<string> = new Set()): QuickAdd {
  const words = splitWords(line);
  const parts: QuickAddPart[] = [];
  const labels: string[] = [];
  let priority: TaskPriority | undefined;
  const rest = words.filter((word) => {
    if (word.startsWith('"') || literal.has(word)) return true;
    const level = PRIORITIES.get(word.toLowerCase());
    if (level !== undefined) {
      priority = level;
      parts.push({ kind: 'priority', text: word });
      return false;
    }
    const label = readLabel(word);
    if (label === undefined || labels.length >= MOST_LABELS) return true;
    if (!labels.includes(label)) labels.push(label);
    parts.push({ kind: 'label', text: word });
    return false;
  });
  const timed = dueAtTheEnd(rest, now, literal);
  if (timed !== undefined) parts.push({ kind: 'due', text: timed.text });
  const title = (timed?.before ?? rest).map(withoutQuotes).join(' ').trim();
  if (title === '') return { task: undefined, parts };
  return {
    task: {
      title,
      ...(priority === undefined ? {} : { priority }),
      ...(labels.length === 0 ? {} : { labels }),
      ...timed?.due,
    },
    parts,
  };
}

function dueAtTheEnd(
  words: readonly string[],
  now: Date,
  literal: ReadonlySet<string>,
): { readonly due: Due; readonly before: readonly string[]; readonly text: string } | undefined {
  // The longest reading counts: `on 24 december at 5pm` over `at 5pm`.
  for (let at = 0; at < words.length; at += 1) {
    const text = words.slice(at).join(' ');
    const due = literal.has(text) ? undefined : readDue(words.slice(at), now);
    if (due !== undefined) return { due, before: words.slice(0, at), text };
  }
  return undefined;
}

/** Words by spaces; what stands in double quotes is one word, with its quotes. */
function splitWords(line: string): readonly string[] {
  return line.replaceAll(/\p{Cc}/gu, ' ').match(/"[^"]+"|\S+/g) ?? [];
}

function withoutQuotes(word: string): string {
  return /^"[^"]+"$/.test(word) ? word.slice(1, -1) : word;
}

function readLabel(word: string): string | undefined {
  const label = /^#([\p{L}\p{N}][\p{L}\p{N}_/.-]*)$/u.exec(word)?.[1];
  // `#12` is a number of something, not a label.
  return label === undefined || label.length > LONGEST_LABEL || /^\d+$/.test(label) ? undefined : label;
}
