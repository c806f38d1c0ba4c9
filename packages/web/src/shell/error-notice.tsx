import { Button } from '@mantine/core';
import { ProblemError } from '@taskyard/client';
import type { ReactNode } from 'react';
import { loadTexts } from '../texts/load-texts.ts';
import { Notice } from './notice.tsx';

export interface ErrorNoticeProps {
  readonly error: Error;
  /** Why, in words of the caller's own. */
  readonly reason?: string;
  readonly retry: () => void;
}

/** Something could not be loaded: why, and a way to try again. */
export function ErrorNotice({ error, reason, retry }: ErrorNoticeProps): ReactNode {
  const problem = error instanceof ProblemError ? error.problem : undefined;
  return (
    <Notice icon="warning" tone="error" title={loadTexts.notLoaded}>
      <p>{reason ?? (problem === undefined ? loadTexts.noConnection : (problem.detail ?? problem.title))}</p>
      {problem?.instance !== undefined && <code>{problem.instance}</code>}
      <Button variant="default" size="compact-sm" onClick={retry}>
        {loadTexts.tryAgain}
      </Button>
    </Notice>
  );
}
