/** What people read where they add a task. */
export const quickAddTexts = {
  add: 'Add',
  keepAsText: 'Keep as text',
  label: 'New task',
  needsTitle: 'Now a title.',
  placeholder: 'Add a task: Buy milk !high #home tomorrow',
  understood: 'Understood as',
} as const;
