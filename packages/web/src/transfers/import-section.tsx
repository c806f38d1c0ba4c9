import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TransferFormat } from '@taskyard/client';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { sendFile, sha256Of } from '../api/send-file.ts';
import { useDraft } from '../session/draft.ts';
import { failureText } from '../shell/show-failure.ts';
import { INBOX_ID, useTaskLists } from '../tasks/lists/list-queries.ts';
import { refreshLists } from '../tasks/task-queries.ts';
import { transferTexts } from '../texts/transfer-texts.ts';
import { ImportResult } from './import-result.tsx';
import { isUnderWay, LOOK_AGAIN_MS, TransferProgress } from './transfer-progress.tsx';
import { TransferSelect } from './transfer-select.tsx';
import styles from './transfers.module.css';

const texts = transferTexts.import;
const MOST_BYTES = 10 * 1024 * 1024;

/** Tasks from a file. It goes to S3 itself; the tasks are made beside the request. */
export function ImportSection(): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const { data: lists = [] } = useTaskLists();
  const [file, setFile] = useState<File>();
  const [listId, setListId] = useState(INBOX_ID);
  const [part, setPart] = useState(0);
  const [importId, setImportId] = useDraft('import');
  const send = useMutation({
    mutationFn: async (chosen: File) => {
      if (chosen.size === 0 || chosen.size > MOST_BYTES) {
        throw new RangeError(chosen.size === 0 ? texts.empty : texts.tooLarge);
      }
      setPart(0);
      const body = { format: formatOf(chosen), size: chosen.size, sha256: await sha256Of(chosen), listId };
      const made = (await api.createImport({ body }, { idempotencyKey: crypto.randomUUID() })).body;
      if (made.upload === undefined) throw new Error(transferTexts.failed);
      await sendFile(made.upload, chosen, setPart, new AbortController().signal);
      await api.startImport({ path: { importId: made.id } });
      return made.id;
    },
    onSuccess: setImportId,
    retry: false,
  });
  const made = useQuery({
    queryKey: ['imports', importId],
    queryFn: async ({ signal }) => (await api.getImport({ path: { importId } }, { signal })).body,
    enabled: importId !== '',
    refetchInterval: ({ state }) => (isUnderWay(state.data?.status) ? LOOK_AGAIN_MS : false),
  });
  const status = made.data?.status;
  useEffect(() => {
    if (status === 'SUCCEEDED') refreshLists(queryClient);
  }, [status, queryClient]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file !== undefined) send.mutate(file);
  };
  return (
    <section className={styles.section} aria-labelledby="import-title">
      <h2 id="import-title" className={styles.title}>
        {texts.title}
      </h2>
      <p className={styles.text}>{texts.text}</p>
      {importId === '' ? (
        <form className={styles.form} onSubmit={submit}>
          <label className={styles.field}>
            {texts.file}
            <input
              type="file"
              className={styles.file}
              accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson"
              required
              onChange={(event) => setFile(event.currentTarget.files?.[0])}
            />
          </label>
          <TransferSelect
            label={texts.into}
            value={listId}
            choices={lists.filter(({ role }) => role !== 'VIEWER').map(({ id, name }) => [id, name])}
            onChange={setListId}
          />
          <Button type="submit" disabled={file === undefined} loading={send.isPending}>
            {texts.start}
          </Button>
          {send.isPending && (
            <progress className={styles.bar} aria-label={texts.sending} value={part} max={1} />
          )}
        </form>
      ) : (
        <TransferProgress transfer={made.data ?? { status: 'PENDING' }} running={texts.running}>
          {made.data !== undefined && <ImportResult result={made.data} />}
        </TransferProgress>
      )}
      {send.error !== null && (
        <p className={styles.failure} role="alert">
          {send.error instanceof RangeError ? send.error.message : failureText(send.error)}
        </p>
      )}
      {importId !== '' && !isUnderWay(status ?? 'PENDING') && (
        <Button variant="default" className={styles.again ?? ''} onClick={() => setImportId('')}>
          {transferTexts.export.again}
        </Button>
      )}
    </section>
  );
}

function formatOf({ name }: File): TransferFormat {
  return /\.(?:ndjson|jsonl)$/i.test(name) ? 'ndjson' : 'csv';
}
