import { ActionIcon, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { useDeletions } from '../../deletions/deletions.ts';
import { Icon } from '../../shell/icons.tsx';
import { showFailure } from '../../shell/show-failure.ts';
import { showToast } from '../../shell/toasts.ts';
import { deletionTexts } from '../../texts/deletion-texts.ts';
import { listTexts } from '../../texts/list-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { TASK_SCOPE } from '../run-task-mutation.ts';
import { TaskPage } from '../task-page.tsx';
import { INBOX_ID, TASK_LISTS_KEY, useTaskLists } from './list-queries.ts';
import { NameListDialog } from './name-list-dialog.tsx';

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }));

/** The tasks of one list. */
export function ListPage(): ReactNode {
  const { listId } = useParams({ from: '/lists/$listId' });
  const list = useTaskLists().data?.find(({ id }) => id === listId);
  const [dialog, setDialog] = useState<'rename' | 'share'>();
  const api = useApi();
  const deletions = useDeletions();
  const navigate = useNavigate();
  const remove = useMutation({
    // The service keeps a list with tasks in it; to hear of that when it is too late would be no help. It is asked
    // after the changes that are still on their way.
    scope: TASK_SCOPE,
    mutationFn: async () => (await api.listTasks({ query: { listId, pageSize: 1 } })).body.items.length,
    onSuccess: (tasks) => {
      if (tasks > 0 || list === undefined) {
        showToast({ tone: 'error', message: listTexts.notEmpty });
        return;
      }
      deletions.start(
        { id: listId, operation: 'deleteList', path: { listId }, holders: [TASK_LISTS_KEY] },
        {
          what: deletionTexts.titled(list.name),
          onTakenBack: () => void navigate({ to: '/lists/$listId', params: { listId } }),
        },
      );
      void navigate({ to: '/tasks' });
    },
    onError: showFailure,
  });
  const own = list?.role === 'OWNER' && listId !== INBOX_ID;
  return (
    <>
      <TaskPage
        key={listId}
        list={{ id: listId, name: list?.name ?? listTexts.title, writable: list?.role !== 'VIEWER' }}
        headerActions={
          <>
            {list !== undefined && listId !== INBOX_ID && (
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<Icon name="shared" size={16} />}
                onClick={() => setDialog('share')}
              >
                {own ? listTexts.share : listTexts.members}
              </Button>
            )}
            {own && (
              <>
                <Button variant="default" size="compact-sm" onClick={() => setDialog('rename')}>
                  {listTexts.rename}
                </Button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={taskTexts.delete(list.name)}
                  loading={remove.isPending}
                  onClick={() => remove.mutate()}
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
    </>
  );
}
