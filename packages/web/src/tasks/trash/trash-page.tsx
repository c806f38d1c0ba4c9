import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Task } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { usePagedList } from '../../api/use-paged-list.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { ListBody } from '../../shell/list-body.tsx';
import { ListFoot } from '../../shell/list-foot.tsx';
import { Moment } from '../../shell/moment.tsx';
import { Notice } from '../../shell/notice.tsx';
import { Page } from '../../shell/page.tsx';
import rows from '../../shell/rows.module.css';
import { placeTexts } from '../../texts/place-texts.ts';
import { trashTexts } from '../../texts/trash-texts.ts';
import { purgeTask, restoreTask } from '../delete-task.ts';
import { readTrash, TRASH_KEY } from '../task-queries.ts';

/** What was deleted and is not gone for good yet. */
export function TrashPage(): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const [purging, setPurging] = useState<Task>();
  const list = usePagedList<Task>({
    queryKey: TRASH_KEY,
    readPage: (page, signal) => readTrash(api, page, signal),
  });
  return (
    <Page title={placeTexts.trash} note={trashTexts.note}>
      <ListBody list={list} empty={<Notice icon="trash" title={trashTexts.empty} />}>
        <ul className={rows.list}>
          {list.items.map((task) => (
            <li key={task.id} className={rows.row}>
              <span className={rows.name}>{task.title}</span>
              {task.deletedAt !== undefined && (
                <span className={rows.meta}>
                  <Moment at={task.deletedAt} />
                </span>
              )}
              <Button
                variant="default"
                size="compact-sm"
                aria-label={trashTexts.restore(task.title)}
                onClick={() => restoreTask(queryClient, task)}
              >
                {trashTexts.restore('')}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={trashTexts.purge(task.title)}
                onClick={() => setPurging(task)}
              >
                {trashTexts.purge('')}
              </Button>
            </li>
          ))}
        </ul>
      </ListBody>
      <ListFoot list={list} />
      {purging !== undefined && (
        <ConfirmDialog
          title={trashTexts.purgeTitle(purging.title)}
          text={trashTexts.purgeText}
          confirm={trashTexts.purge('')}
          onConfirm={() => purgeTask(queryClient, purging)}
          onClose={() => setPurging(undefined)}
        />
      )}
    </Page>
  );
}
