import type { ReactNode } from 'react';
import { Page } from '../../shell/page.tsx';
import { texts } from '../../texts.ts';

export function BoardPage(): ReactNode {
  return <Page title={texts.places.board}>…</Page>;
}
