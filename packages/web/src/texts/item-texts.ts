/** What people read about items. */
export const itemTexts = {
  empty: 'Nobody has put anything here yet',
  name: 'New item',
  note: 'Everybody sees them',
  placeholder: 'Name an item; its id and time come by themselves',
  yours: 'Yours',
} as const;
