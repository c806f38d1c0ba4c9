import type { Task } from '@taskyard/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvRow } from './csv-row.ts';
import { csvRows } from './csv-rows.ts';
import { importLines } from './import-lines.ts';
import { csvColumns } from './task-columns.ts';

const task: Task = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  listId: 'inbox',
  position: 'a0',
  title: 'a',
  status: 'PENDING',
  priority: 'NORMAL',
  labels: [],
  checklist: [],
  commentCount: 0,
  attachmentCount: 0,
  version: 1,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'ada',
};

const cellOf = (title: string): string | undefined => {
  const [, row] = [...csvRows(csvHeader() + csvRow({ ...task, title }))];
  return typeof row === 'object' ? row.cells[csvColumns.indexOf('title')] : undefined;
};

describe('a row', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', "'=1", "''+2"])('is no formula when it tells of %j', (title) => {
    expect(cellOf(title)).toBe(`'${title}`);
  });

  it('is written as RFC 4180 has it', () => {
    const written = csvRow({ ...task, title: 'a "b", c', description: 'x\ny' });
    expect(written).toContain(',"a ""b"", c","x\ny",PENDING,');
    expect(written.endsWith('\r\n')).toBe(true);
    expect(csvRow({ ...task, labels: ['a', 'b'] })).toContain(',"[""a"",""b""]",[],');
  });

  it('comes back as it was, whatever is in it', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(text, fc.uniqueArray(text, { maxLength: 3 }), (description, labels) => {
        const [line] = importLines(csvHeader() + csvRow({ ...task, description, labels }), 'csv');
        expect(line).toEqual({
          line: 2,
          sourceId: task.id,
          task: { title: 'a', description, status: 'PENDING', priority: 'NORMAL', labels, checklist: [] },
        });
      }),
    );
  });
});

describe('rows', () => {
  it.each<[string, string, unknown]>([
    [
      'with any line ends',
      'a,b\r\nc,d\ne,f\rg,h',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
        ['g', 'h'],
      ],
    ],
    ['with a byte order mark', '\ufeffa\nb\n', [['a'], ['b']]],
    [
      'with empty cells',
      'a,\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['with empty lines', '\n\na\n\n', [['a']]],
    [
      'with line breaks in quotes',
      '"a\nb",c\nd,e',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
  ])('are read %s', (_name, text, cells) => {
    expect([...csvRows(text)].map((row) => (typeof row === 'object' ? row.cells : row))).toEqual(cells);
  });

  it('know their lines, and where the file is none', () => {
    expect([...csvRows('"a\nb"\nc\nd"e\n')]).toEqual([
      { line: 1, cells: ['a\nb'] },
      { line: 3, cells: ['c'] },
      4,
    ]);
  });
});

describe('a file', () => {
  it.each([
    ['', /columns/],
    ['title,nonsense\na,b', /columns/],
    ['title,title\na,b', /columns/],
    ['title\n"a', /Line 2/],
  ])('of CSV that is none is refused: %j', (text, sentence) => {
    expect(() => importLines(text, 'csv')).toThrow(
      expect.objectContaining({ errors: [{ pointer: '', detail: expect.stringMatching(sentence) }] }),
    );
  });

  it('is checked line by line', () => {
    const wrong = (text: string): unknown[] =>
      importLines(text, 'ndjson').map(({ line, task: told }) => [
        line,
        'wrong' in told ? told.wrong : 'right',
      ]);
    expect(wrong('{"title":"a"}\n\n{\n[]\n{"title":""}\n{"title":"a","nonsense":1}')).toEqual([
      [1, 'right'],
      [3, 'Not JSON'],
      [4, 'Not a JSON object'],
      [5, '/title Empty'],
      [6, '/nonsense There is no nonsense to set'],
    ]);
  });
});
