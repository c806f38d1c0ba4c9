/** How days and moments are written. */
export const dateTexts = {
  moment: (moment: Date): string =>
    moment.toDateString() === new Date().toDateString()
      ? moment.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      : moment.toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' }),
  longDay: (moment: Date): string =>
    moment.toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' }),
} as const;
