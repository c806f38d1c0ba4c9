import { createTheme, type MantineThemeOverride } from '@mantine/core';

/** The colours themselves are in styles/tokens.css: the security policy allows no styles that scripts write. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'brand',
  defaultRadius: 'md',
  respectReducedMotion: true,
  colors: {
    brand: [
      '#eef7f8',
      '#def0f1',
      '#b9dfe3',
      '#8fdbe2',
      '#5fc3cd',
      '#2f9aa6',
      '#187783',
      '#0f6b75',
      '#0b565f',
      '#083f46',
    ],
  },
});
