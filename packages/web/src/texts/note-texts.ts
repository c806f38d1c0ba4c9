/** What people read about notes. */
export const noteTexts = {
  back: 'Back to the notes',
  body: 'Text of the note',
  bodyPlaceholder: 'Write in Markdown',
  choose: 'No note is open',
  chooseHint: 'Choose one, or press n for a new one.',
  create: 'New note',
  empty: 'No notes yet',
  keepMine: 'Keep mine',
  keepTheirs: 'Keep theirs',
  nothingFound: 'No title contains this',
  pin: 'Pin to the top',
  pinned: 'Pinned',
  read: 'Read',
  search: 'Search the titles',
  states: { saved: 'Saved', dirty: 'Not saved yet', saving: 'Saving…' },
  untitled: 'Untitled',
} as const;
