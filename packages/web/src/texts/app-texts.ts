/** What the application says about itself. */
export const appTexts = {
  name: 'Taskyard',
  lead: 'Tasks for people who work from the keyboard: write them as you say them, see what is due, and move on.',
  cannotStart: 'Taskyard cannot start',
} as const;
