/** What people read about records. */
export const recordTexts = {
  create: 'New record',
  delete: 'Delete the record',
  empty: 'Nothing saved yet',
  json: 'JSON to save',
  one: 'Record',
  rounded: (numbers: readonly string[]): string =>
    `The browser would round ${numbers.slice(0, 3).join(', ')}. Put them in quotes to keep every digit.`,
  save: 'Save',
  size: (bytes: number): string => (bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`),
} as const;
