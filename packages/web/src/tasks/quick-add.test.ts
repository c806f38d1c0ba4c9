import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localMoment } from './calendar.ts';
import { readQuickAdd } from './quick-add.ts';

/** A Saturday, in the morning. */
const now = new Date(2026, 10, 21, 9, 30);

const at = (day: string, hours: number, minutes = 0): string => localMoment(day, hours, minutes);

describe('a line', () => {
  it.each([
    ['Buy milk', { title: 'Buy milk' }],
    ['  Buy   milk  ', { title: 'Buy milk' }],
    [
      'Buy milk !high #home tomorrow',
      { title: 'Buy milk', priority: 'HIGH', labels: ['home'], dueOn: '2026-11-22' },
    ],
    ['!urgent Call Ben', { title: 'Call Ben', priority: 'URGENT' }],
    ['Call Ben !! today', { title: 'Call Ben', priority: 'HIGH', dueOn: '2026-11-21' }],
    ['Call tomorrow #a #b', { title: 'Call', labels: ['a', 'b'], dueOn: '2026-11-22' }],
    ['Call #a #a', { title: 'Call', labels: ['a'] }],
    ['Fix #12', { title: 'Fix #12' }],
    ['Use C# and !important', { title: 'Use C# and !important' }],
    ['Straße fegen #haus/garten', { title: 'Straße fegen', labels: ['haus/garten'] }],
    ['Call on monday', { title: 'Call', dueOn: '2026-11-23' }],
    ['Call sat', { title: 'Call', dueOn: '2026-11-28' }],
    ['Call next friday', { title: 'Call', dueOn: '2026-11-27' }],
    ['Call next week', { title: 'Call', dueOn: '2026-11-23' }],
    ['Pay next month', { title: 'Pay', dueOn: '2026-12-01' }],
    ['Pay in 3 days', { title: 'Pay', dueOn: '2026-11-24' }],
    ['Pay in a week', { title: 'Pay', dueOn: '2026-11-28' }],
    ['Pay in two months', { title: 'Pay', dueOn: '2027-01-21' }],
    ['Pay 2026-12-24', { title: 'Pay', dueOn: '2026-12-24' }],
    ['Pay by 24 dec', { title: 'Pay', dueOn: '2026-12-24' }],
    ['Pay Dec 24th', { title: 'Pay', dueOn: '2026-12-24' }],
    ['Pay 3 march', { title: 'Pay', dueOn: '2027-03-03' }],
    ['Pay 29 feb 2028', { title: 'Pay', dueOn: '2028-02-29' }],
    ['Pay 2026-02-30', { title: 'Pay 2026-02-30' }],
    ['Meet at 5pm', { title: 'Meet', dueAt: at('2026-11-21', 17) }],
    ['Meet at 9', { title: 'Meet', dueAt: at('2026-11-22', 9) }],
    ['Meet tomorrow 17:30', { title: 'Meet', dueAt: at('2026-11-22', 17, 30) }],
    ['Meet on friday at noon', { title: 'Meet', dueAt: at('2026-11-27', 12) }],
    ['Meet 12am', { title: 'Meet', dueAt: at('2026-11-22', 0) }],
    ['Meet at 25:00', { title: 'Meet at 25:00' }],
    ['Prepare Monday meeting', { title: 'Prepare Monday meeting' }],
    ['Read "Tomorrow"', { title: 'Read Tomorrow' }],
    ['Read "a !high #b"', { title: 'Read a !high #b' }],
    ['Buy 2 eggs', { title: 'Buy 2 eggs' }],
  ])('%j is a task', (line, task) => {
    expect(readQuickAdd(line, now).task).toEqual(task);
  });

  it.each(['', '   ', '!high', '#home tomorrow', 'tomorrow'])('%j has no title', (line) => {
    expect(readQuickAdd(line, now).task).toBeUndefined();
  });

  it('tells which of its parts it understood', () => {
    expect(readQuickAdd('Buy milk !high #home tomorrow', now).parts).toEqual([
      { kind: 'priority', text: '!high' },
      { kind: 'label', text: '#home' },
      { kind: 'due', text: 'tomorrow' },
    ]);
  });

  it('keeps as text what the person wants so', () => {
    const literal = new Set(['tomorrow', '#home']);
    expect(readQuickAdd('Buy milk #home tomorrow', now, literal).task).toEqual({
      title: 'Buy milk #home tomorrow',
    });
  });
});

it('any line makes a task that the service takes, or none', () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        '!high',
        '#home',
        'tomorrow',
        'in',
        '3',
        'days',
        'at',
        '5pm',
        'next',
        'week',
        '"',
        '24',
        'dec',
        'monday',
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(words, (parts) => {
      const { task } = readQuickAdd(parts.join(' '), now);
      if (task === undefined) return;
      expect(task.title.trim()).toBe(task.title);
      expect(task.title).not.toBe('');
      expect(task.title).not.toMatch(/\p{Cc}/u);
      expect(new Set(task.labels ?? []).size).toBe(task.labels?.length ?? 0);
      expect(task.dueOn === undefined || task.dueAt === undefined).toBe(true);
    }),
  );
});
