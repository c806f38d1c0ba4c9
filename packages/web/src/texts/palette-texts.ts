/** What people read in the command palette. */
export const paletteTexts = {
  title: 'Search and commands',
  placeholder: 'Search tasks, notes, lists, pages, commands',
  results: 'Results',
  groups: {
    tasks: 'Tasks',
    notes: 'Notes',
    lists: 'Lists',
    pages: 'Pages',
    commands: 'Commands',
  },
  commands: {
    newTask: (title: string): string => (title === '' ? 'New task' : `New task “${title}”`),
    newList: 'New list',
    join: 'Join a list with an invitation',
    light: 'Light colours',
    dark: 'Dark colours',
    system: 'Colours of the system',
    help: 'Keys and words',
    signOut: 'Sign out',
  },
} as const;
