import type { Task } from '@taskyard/contract';
import { csvColumns } from './task-columns.ts';

/** A line ends as RFC 4180 has it. */
const END = '\r\n';

export function csvHeader(): string {
  return csvColumns.join(',') + END;
}

export function csvRow(task: Task): string {
  return csvColumns.map((column) => cell(task[column])).join(',') + END;
}

function cell(value: unknown): string {
  if (value === undefined) return '';
  const text = guarded(typeof value === 'object' ? JSON.stringify(value) : String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Keeps spreadsheets from taking a cell for a formula: what begins as one gets an apostrophe before it, and so does
 * what already looks guarded, so that `unguarded` gives every text back.
 */
function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

export function unguarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
