import type { Journal, JournalEntry } from './journal.ts';

/** Writes each entry as a line for people, with its rule and hint below it. `timeZone` is an IANA name. */
export function consoleJournal(write: (text: string) => void, now: () => number, timeZone: string): Journal {
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone });
  return {
    write(entry) {
      write(`${formatEntry(entry, clock.format(now()))}\n`);
    },
  };
}

/** One entry: `10:31:07 refused  iam  User: ... is not authorized to perform: ...`. */
export function formatEntry(entry: JournalEntry, time: string): string {
  const lines = [`${time} ${entry.outcome.padEnd(7)} ${entry.source.padEnd(14)} ${printable(entry.text)}`];
  const request = entry.requestId === undefined ? '' : `  (request ${printable(entry.requestId)})`;
  if (entry.outcome !== 'notice') lines.push(`${INDENT}rule: ${printable(entry.rule)}${request}`);
  if (entry.hint !== undefined) lines.push(`${INDENT}hint: ${printable(entry.hint)}`);
  return lines.join('\n');
}

const INDENT = ' '.repeat(17);

/** Text of a stranger must not move the cursor or colour the screen. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
