import { describe, expect, it } from 'vitest';
import type { JournalEntry } from './journal.ts';
import { recentJournal } from './recent-journal.ts';

const entry = (text: string): JournalEntry => ({ source: 'iam', outcome: 'refused', rule: 'r', text });

describe('the recent journal', () => {
  it.each([
    ['fewer than it holds', 2, ['b', 'a']],
    ['as many as it holds', 3, ['c', 'b', 'a']],
    ['more than it holds', 5, ['e', 'd', 'c']],
    ['many rounds more', 26, ['z', 'y', 'x']],
  ])('keeps the newest, newest first: %s', (_, count, expected) => {
    const journal = recentJournal({ write() {} }, () => 0, 3);
    for (const letter of 'abcdefghijklmnopqrstuvwxyz'.slice(0, count)) journal.write(entry(letter));
    expect(journal.entries().map(({ text }) => text)).toEqual(expected);
  });

  it('passes every entry on as it came', () => {
    const written: JournalEntry[] = [];
    const journal = recentJournal({ write: (one) => written.push(one) }, () => 7, 1);
    journal.write(entry('a'));
    journal.write(entry('b'));
    expect(written).toEqual([entry('a'), entry('b')]);
    expect(journal.entries()).toEqual([{ ...entry('b'), number: 2, at: 7 }]);
  });

  it('tells followers until they leave or it closes', () => {
    const journal = recentJournal({ write() {} }, () => 0);
    const heard: string[] = [];
    const follower = (name: string) => ({
      next: ({ text }: { text: string }) => heard.push(`${name} ${text}`),
      end: () => heard.push(`${name} end`),
    });
    const leave = journal.follow(follower('first'));
    journal.follow(follower('second'));
    journal.write(entry('a'));
    leave();
    journal.write(entry('b'));
    journal.close();
    journal.write(entry('c'));
    expect(heard).toEqual(['first a', 'second a', 'second b', 'second end']);
  });
});
