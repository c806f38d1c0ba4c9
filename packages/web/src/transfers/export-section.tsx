import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TransferFormat } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { useDraft } from '../session/draft.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { showFailure } from '../shell/show-failure.ts';
import { useTaskLists } from '../tasks/lists/list-queries.ts';
import { transferTexts } from '../texts/transfer-texts.ts';
import { isUnderWay, LOOK_AGAIN_MS, TransferProgress } from './transfer-progress.tsx';
import { TransferSelect } from './transfer-select.tsx';
import styles from './transfers.module.css';

const texts = transferTexts.export;
const FORMATS: readonly TransferFormat[] = ['csv', 'ndjson'];

/** Tasks into a file. It is written beside the request; the page looks until it is there. */
export function ExportSection(): ReactNode {
  const api = useApi();
  const { data: lists = [] } = useTaskLists();
  const [format, setFormat] = useState<TransferFormat>('csv');
  const [listId, setListId] = useState('');
  // The one under way is looked at again after a reload.
  const [exportId, setExportId] = useDraft('export');
  const start = useMutation({
    mutationFn: () =>
      api.createExport(
        { body: { format, ...(listId === '' ? {} : { filter: { listId } }) } },
        { idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: ({ body }) => setExportId(body.id),
    onError: showFailure,
  });
  const made = useQuery({
    queryKey: ['exports', exportId],
    queryFn: async ({ signal }) => (await api.getExport({ path: { exportId } }, { signal })).body,
    enabled: exportId !== '',
    refetchInterval: ({ state }) => (isUnderWay(state.data?.status) ? LOOK_AGAIN_MS : false),
  });
  const download = useMutation({
    // A link is good for five minutes, so it is asked for when it is needed.
    mutationFn: () => api.getExport({ path: { exportId } }),
    onSuccess: ({ body }) => body.download !== undefined && location.assign(body.download.url),
    onError: showFailure,
  });
  return (
    <section className={styles.section} aria-labelledby="export-title">
      <h2 id="export-title" className={styles.title}>
        {texts.title}
      </h2>
      <p className={styles.text}>{texts.text}</p>
      {exportId === '' ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            start.mutate();
          }}
        >
          <TransferSelect
            label={texts.which}
            value={listId}
            choices={[['', texts.all], ...lists.map(({ id, name }) => [id, name] as const)]}
            onChange={setListId}
          />
          <TransferSelect
            label={transferTexts.format}
            value={format}
            choices={FORMATS.map((each) => [each, transferTexts.formats[each]])}
            onChange={(value) => setFormat(FORMATS.find((each) => each === value) ?? 'csv')}
          />
          <Button type="submit" loading={start.isPending}>
            {texts.start}
          </Button>
        </form>
      ) : made.error !== null && made.data === undefined ? (
        <ErrorNotice error={made.error} retry={() => void made.refetch()} />
      ) : (
        <TransferProgress transfer={made.data ?? { status: 'PENDING' }} running={texts.running}>
          <strong>{texts.ready(made.data?.taskCount ?? 0)}</strong>
          <Button loading={download.isPending} onClick={() => download.mutate()}>
            {texts.download}
          </Button>
        </TransferProgress>
      )}
      {exportId !== '' && !isUnderWay(made.data?.status ?? 'PENDING') && (
        <Button variant="default" className={styles.again ?? ''} onClick={() => setExportId('')}>
          {texts.again}
        </Button>
      )}
    </section>
  );
}
