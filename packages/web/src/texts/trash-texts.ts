/** What people read in the trash. */
export const trashTexts = {
  empty: 'The trash is empty',
  note: 'Gone for good after 30 days',
  purgeText: 'It will be gone for good.',
  purge: (title: string): string => (title === '' ? 'Delete for good' : `Delete for good: ${title}`),
  purgeTitle: (title: string): string => `Delete “${title}” for good?`,
  restore: (title: string): string => `Restore ${title}`.trim(),
} as const;
