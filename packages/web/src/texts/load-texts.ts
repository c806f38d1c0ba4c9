/** What people read while something is loaded, and where it could not be. */
export const loadTexts = {
  loadMore: 'Load older ones',
  loading: 'Loading',
  noConnection: 'The service cannot be reached.',
  notLoaded: 'This could not be loaded',
  tryAgain: 'Try again',
} as const;
