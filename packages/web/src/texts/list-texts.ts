/** What people read about lists of tasks. */
export const listTexts = {
  create: 'New list',
  notEmpty: 'A list can be deleted when there are no tasks in it.',
  name: 'Name of the list',
  join: 'Join a list with an invitation',
  members: 'Members',
  rename: 'Rename',
  share: 'Share',
  title: 'Lists',
  view: 'You can view this list',
} as const;
