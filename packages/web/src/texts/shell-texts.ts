import { counted } from './counted.ts';

/** What people read around every page. */
export const shellTexts = {
  help: 'Keys and words',
  menu: 'Menu',
  menuPlaces: 'All places',
  messages: 'Messages',
  notFound: 'Nothing here',
  notFoundText: 'There is no page at this address',
  offline: (waiting: number): string =>
    waiting === 0
      ? 'You are offline. What you see may be old.'
      : `You are offline. ${counted(waiting, 'change')} will be sent when you are back.`,
  palette: 'Search',
  places: 'Places',
  quickPlaces: 'Quick places',
  scheme: 'Colours',
  schemes: { auto: 'System', light: 'Light', dark: 'Dark' },
  skip: 'Skip to the page',
} as const;
