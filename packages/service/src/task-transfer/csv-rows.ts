/** A row of a CSV file. */
export interface CsvRow {
  /** The line that it begins in; the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell and what ends it. Quotes may stand around a cell that has commas, quotes or line breaks (RFC 4180, 2). */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * Reads CSV, with any line ends and with or without a byte order mark. Gives the number of the line where `text` stops
 * being CSV in place of a row.
 */
export function* csvRows(text: string): Generator<CsvRow | number, void, undefined> {
  let line = 1;
  let cells: string[] = [];
  let begun = line;
  for (
    CELL.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
    CELL.lastIndex < text.length || cells.length > 0;
  ) {
    const match = CELL.exec(text);
    if (match === null) {
      yield line;
      return;
    }
    const [whole, quoted, plain = '', end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ',') continue;
    // An empty line is none.
    if (cells.length > 1 || cells[0] !== '') yield { line: begun, cells };
    cells = [];
    begun = line;
  }
}
