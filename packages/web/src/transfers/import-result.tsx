import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { TaskImport } from '@taskyard/client';
import type { ReactNode } from 'react';
import { useApi } from '../api/api-client.ts';
import { showFailure } from '../shell/show-failure.ts';
import { transferTexts } from '../texts/transfer-texts.ts';
import styles from './transfers.module.css';

const texts = transferTexts.import;

/** What became of the lines of a file. */
export function ImportResult({ result }: { readonly result: TaskImport }): ReactNode {
  const api = useApi();
  const report = useMutation({
    mutationFn: () => api.getImport({ path: { importId: result.id } }),
    onSuccess: ({ body }) => body.report !== undefined && location.assign(body.report.url),
    onError: showFailure,
  });
  const { createdCount = 0, refusedCount = 0, errors = [] } = result;
  return (
    <>
      <strong>{texts.made(createdCount)}</strong>
      {refusedCount > 0 && <span className={styles.failure}>{texts.refused(refusedCount)}</span>}
      {errors.length > 0 && (
        <ul className={styles.errors}>
          {errors.map(({ line, detail }) => (
            <li key={line}>
              <strong>{texts.line(line)}</strong> {detail}
            </li>
          ))}
        </ul>
      )}
      {result.report !== undefined && (
        <Button variant="default" size="compact-sm" onClick={() => report.mutate()}>
          {texts.report}
        </Button>
      )}
    </>
  );
}
