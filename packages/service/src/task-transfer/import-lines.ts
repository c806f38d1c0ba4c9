import { type NewTask, newTaskSchema, type TransferFormat } from '@taskyard/contract';
import { invalidRequest } from '../api/api-problem.ts';
import { checkInput } from '../api/check-input.ts';
import { unguarded } from './csv-row.ts';
import { type CsvRow, csvRows } from './csv-rows.ts';
import { csvColumns, madeAnew } from './task-columns.ts';

/** A line of the file that tells of a task. */
export interface ImportLine {
  readonly line: number;
  /** The task's id in the file, by which other lines may name it as their parent. */
  readonly sourceId?: string;
  readonly parentId?: string;
  /** What is to be made, but for list and parent; or what is wrong. */
  readonly task: Omit<NewTask, 'listId' | 'parentId'> | { readonly wrong: string };
}

/** Reads a file of tasks line by line. Throws a 400 problem when it is none of that format. */
export function importLines(text: string, format: TransferFormat): readonly ImportLine[] {
  return format === 'csv' ? csvLines(text) : jsonLines(text);
}

function jsonLines(text: string): readonly ImportLine[] {
  return text.split('\n').flatMap((json, at) => (json.trim() === '' ? [] : [jsonLine(at + 1, json)]));
}

function jsonLine(line: number, json: string): ImportLine {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { line, task: { wrong: 'Not JSON' } };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, task: { wrong: 'Not a JSON object' } };
  }
  return lineOf(line, value);
}

function csvLines(text: string): readonly ImportLine[] {
  const rows: CsvRow[] = [];
  for (const row of csvRows(text)) {
    if (typeof row === 'number') throw invalidRequest('', `Line ${row} is not CSV`);
    rows.push(row);
  }
  const [header, ...others] = rows;
  const unknown = header?.cells.find((name) => !csvColumns.some((column) => column === name));
  if (header === undefined || unknown !== undefined || new Set(header.cells).size < header.cells.length) {
    throw invalidRequest('', `The first line must name columns, each once, among ${csvColumns.join(', ')}`);
  }
  return others.map(({ line, cells }) => {
    if (cells.length > header.cells.length) return { line, task: { wrong: 'More cells than columns' } };
    try {
      return lineOf(
        line,
        Object.fromEntries(cells.flatMap((cell, at) => member(header.cells[at] ?? '', cell))),
      );
    } catch {
      return { line, task: { wrong: 'Labels and checklist must be JSON' } };
    }
  });
}

/** The member that a cell tells of; none when it is empty. Throws when it should be JSON and is not. */
function member(name: string, cell: string): readonly (readonly [string, unknown])[] {
  if (cell === '') return [];
  const text = unguarded(cell);
  return [[name, name === 'labels' || name === 'checklist' ? JSON.parse(text) : text]];
}

function lineOf(line: number, told: object): ImportLine {
  const { id, parentId }: { id?: unknown; parentId?: unknown } = told;
  const content = Object.fromEntries(Object.entries(told).filter(([name]) => !madeAnew.has(name)));
  const checked = checkInput(newTaskSchema, content);
  return {
    line,
    ...(typeof id === 'string' ? { sourceId: id } : {}),
    ...(typeof parentId === 'string' ? { parentId } : {}),
    task: checked.ok
      ? checked.value
      : { wrong: checked.errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ') },
  };
}
