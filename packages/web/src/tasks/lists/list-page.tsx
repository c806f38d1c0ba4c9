import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { Icon } from '../../shell/icons.tsx';
import { showFailure } from '../../shell/show-failure.ts';
import { texts } from '../../texts.ts';
import { TaskPage } from '../task-page.tsx';
import { INBOX_ID, TASK_LISTS_KEY, useTaskLists } from './list-queries.ts';
import { NameListDialog } from './name-list-dialog.tsx';

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }));

/** The tasks of one list. */
export function ListPage(): ReactNode {
  const { listId } = useParams({ from: '/lists/$listId' });
  const list = useTaskLists().data?.find(({ id }) => id === listId);
  const [dialog, setDialog] = useState<'rename' | 'delete' | 'share'>();
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.deleteList({ path: { listId } }),
    onSuccess: () => void navigate({ to: '/tasks' }),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: TASK_LISTS_KEY }),
  });
  const own = list?.role === 'OWNER' && listId !== INBOX_ID;
  return (
    <>
      <TaskPage
        key={listId}
        list={{ id: listId, name: list?.name ?? texts.lists.title, writable: list?.role !== 'VIEWER' }}
        headerActions={
          <>
            {list !== undefined && listId !== INBOX_ID && (
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<Icon name="shared" size={16} />}
                onClick={() => setDialog('share')}
              >
                {own ? texts.lists.share : texts.lists.members}
              </Button>
            )}
            {own && (
              <>
                <Button variant="default" size="compact-sm" onClick={() => setDialog('rename')}>
                  {texts.lists.rename}
                </Button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={texts.tasks.delete(list.name)}
                  onClick={() => setDialog('delete')}
                >
                  <Icon name="trash" />
                </ActionIcon>
              </>
            )}
          </>
        }
      />
      {dialog === 'share' && list !== undefined && (
        <Suspense>
          <ShareDialog list={list} onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
      {dialog === 'rename' && list !== undefined && (
        <NameListDialog list={list} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'delete' && list !== undefined && (
        <ConfirmDialog
          title={texts.notes.deleteTitle(list.name)}
          text={texts.lists.deleteText}
          confirm={texts.tasks.delete('')}
          onConfirm={() => remove.mutate()}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}
