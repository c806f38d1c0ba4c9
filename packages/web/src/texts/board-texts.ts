/** What people read on the board. */
export const boardTexts = {
  empty: 'Nothing here',
  move: (title: string): string => `Status of ${title}`,
} as const;
