/** What the pages are called. */
export const placeTexts = {
  allTasks: 'All tasks',
  board: 'Board',
  items: 'Items',
  networks: 'Networks',
  notes: 'Notes',
  profile: 'Profile',
  records: 'Records',
  tasks: 'Tasks',
  today: 'Today',
  tokens: 'Access tokens',
  transfers: 'Export and import',
  trash: 'Trash',
  work: 'Workspace',
} as const;
