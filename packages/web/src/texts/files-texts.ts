const UNITS = ['bytes', 'KB', 'MB'] as const;

/** What people read about files. */
export const filesTexts = {
  title: 'Files',
  add: 'Add files',
  drop: 'or drop them here',
  dropNow: 'Drop the files here',
  download: (name: string): string => `Download ${name}`,
  delete: (name: string): string => `Delete ${name}`,
  progress: (name: string): string => `Sending ${name}`,
  cancel: (name: string): string => `Stop sending ${name}`,
  retry: (name: string): string => `Send ${name} again`,
  tooLarge: 'Larger than 25 MB',
  empty: 'An empty file',
  failed: 'Could not be sent',
  size(bytes: number): string {
    const unit = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
    const size = bytes / 1024 ** unit;
    return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
  },
} as const;
