/** What people read about what was deleted and can be taken back for a while. */
export const deletionTexts = {
  deleted: (what: string): string => `Deleted ${what}`,
  notDeleted: (what: string, reason: string): string => `Could not delete ${what}: ${reason}`,
  titled: (title: string): string => `“${title}”`,
  comment: 'the comment',
  record: 'the record',
  something: 'something',
} as const;
