import type { TransferFormat } from '@taskyard/client';

const formats: Readonly<Record<TransferFormat, string>> = {
  csv: 'CSV, for spreadsheets',
  ndjson: 'NDJSON, with everything',
};

/** What people read about exporting and importing tasks. */
export const transferTexts = {
  title: 'Export and import',
  formats,
  format: 'Format',
  days: 'Files are kept for 7 days.',
  export: {
    title: 'Export',
    text: 'Writes tasks into a file, with their labels, lists and dates.',
    which: 'Which tasks',
    all: 'All of my tasks',
    start: 'Export',
    running: 'Writing the file…',
    ready: (count: number): string => `${count} ${count === 1 ? 'task is' : 'tasks are'} in the file`,
    download: 'Download',
    again: 'Another one',
  },
  import: {
    title: 'Import',
    text: 'Makes a task of every line of a file: of an export, or of a spreadsheet with a column “title”.',
    file: 'File',
    into: 'Into the list',
    start: 'Import',
    sending: 'Sending the file',
    running: 'Making the tasks…',
    made: (count: number): string => `${count} ${count === 1 ? 'task' : 'tasks'} made`,
    refused: (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'} left out`,
    line: (line: number): string => `Line ${line}`,
    report: 'Download the report',
    tooLarge: 'A file may have 10 MB at most.',
    empty: 'The file is empty.',
  },
  failed: 'It did not work',
} as const;
