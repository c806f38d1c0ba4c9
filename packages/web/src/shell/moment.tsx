import type { ReactNode } from 'react';
import { dateTexts } from '../texts/date-texts.ts';

/** A moment in few words, in full on a closer look. */
export function Moment({ at }: { readonly at: string }): ReactNode {
  const moment = new Date(at);
  return (
    <time dateTime={at} title={moment.toLocaleString('en')}>
      {Number.isNaN(moment.getTime()) ? at : dateTexts.moment(moment)}
    </time>
  );
}
