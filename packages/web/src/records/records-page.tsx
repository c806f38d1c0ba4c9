import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { RecordSummary } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { usePagedList } from '../api/use-paged-list.ts';
import { useDeletedIds } from '../deletions/deleted-ids.ts';
import { ListBody } from '../shell/list-body.tsx';
import { ListFoot } from '../shell/list-foot.tsx';
import { Moment } from '../shell/moment.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import rows from '../shell/rows.module.css';
import { useShortcuts } from '../shell/shortcuts.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { recordTexts } from '../texts/record-texts.ts';
import { NewRecordForm } from './new-record-form.tsx';
import { RecordDetails } from './record-details.tsx';
import styles from './records-page.module.css';
import type { RecordsSearch } from './records-search.ts';

export const RECORDS: readonly string[] = ['records'];

/** The JSON that somebody has saved under their own id. */
export function RecordsPage(): ReactNode {
  const { record: asked } = useSearch({ strict: false }) as RecordsSearch;
  const record = useDeletedIds().has(asked ?? '') ? undefined : asked;
  const navigate = useNavigate();
  const api = useApi();
  const [making, setMaking] = useState(false);
  const list = usePagedList<RecordSummary>({
    queryKey: RECORDS,
    readPage: async (query, signal) =>
      (await api.listRecords({ query: { pageSize: 50, ...query } }, { signal })).body,
  });
  useShortcuts({ n: () => setMaking(true) });
  return (
    <Page
      title={placeTexts.records}
      wide
      actions={
        <Button size="compact-md" onClick={() => setMaking(true)}>
          {recordTexts.create}
        </Button>
      }
    >
      {making && (
        <NewRecordForm
          onClose={() => setMaking(false)}
          onSaved={(id) => {
            setMaking(false);
            void navigate({ to: '/records', search: { record: id } });
          }}
        />
      )}
      <div className={styles.panes}>
        <div>
          <ListBody list={list} empty={<Notice icon="record" title={recordTexts.empty} />}>
            <ul className={rows.list}>
              {list.items.map(({ id, size, createdAt }) => (
                <li key={id} className={rows.row} data-selected={id === record || undefined}>
                  <Link to="/records" search={{ record: id }} className={rows.name}>
                    <Moment at={createdAt} />
                    <span className="visually-hidden"> {id}</span>
                  </Link>
                  <span className={rows.meta}>{recordTexts.size(size)}</span>
                </li>
              ))}
            </ul>
          </ListBody>
          <ListFoot list={list} />
        </div>
        {record !== undefined && (
          <RecordDetails
            key={record}
            id={record}
            onClose={() => void navigate({ to: '/records', search: {} })}
            onTakenBack={() => void navigate({ to: '/records', search: { record } })}
          />
        )}
      </div>
    </Page>
  );
}
