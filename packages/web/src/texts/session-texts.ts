/** What people read about signing in and out. */
export const sessionTexts = {
  endedText: 'Sign in again to go on. What you have typed and what was not sent yet stays in this tab.',
  endedTitle: 'Your session has ended',
  signIn: 'Sign in',
  signInAgain: 'Sign in again',
  signInFailed: 'Signing in did not work. Please try again.',
  signOut: 'Sign out',
  signUp: 'Create an account',
} as const;
