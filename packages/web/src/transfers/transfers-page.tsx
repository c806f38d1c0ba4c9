import type { ReactNode } from 'react';
import { Page } from '../shell/page.tsx';
import { transferTexts } from '../texts/transfer-texts.ts';
import { ExportSection } from './export-section.tsx';
import { ImportSection } from './import-section.tsx';

/** Tasks out into files, and in from files. */
export function TransfersPage(): ReactNode {
  return (
    <Page title={transferTexts.title} note={transferTexts.days}>
      <ExportSection />
      <ImportSection />
    </Page>
  );
}
