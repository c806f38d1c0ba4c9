/** The words on buttons that are the same everywhere. */
export const actionTexts = {
  close: 'Close',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  copied: 'Copied',
  copy: 'Copy',
  save: 'Save',
  undo: 'Undo',
} as const;
