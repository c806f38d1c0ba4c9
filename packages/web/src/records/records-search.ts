/** What the address says about the records. */
export interface RecordsSearch {
  /** The record that is open. */
  readonly record?: string;
}

export function readRecordsSearch({ record }: Readonly<Record<string, unknown>>): RecordsSearch {
  return typeof record === 'string' && record !== '' ? { record } : {};
}
