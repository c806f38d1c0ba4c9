import { useSearch } from '@tanstack/react-router';
import type { TaskStatus } from '@taskyard/client';
import { type ReactNode, useMemo, useRef } from 'react';
import { useAuth } from 'react-oidc-context';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { ListFoot } from '../../shell/list-foot.tsx';
import { Page } from '../../shell/page.tsx';
import { SkeletonList } from '../../shell/skeleton-list.tsx';
import { placeTexts } from '../../texts/place-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { labelsOf, matchesFilter, sortedTasks } from '../arrange-tasks.ts';
import { useAssignees } from '../assignees.ts';
import { TaskDetailsSlot } from '../details/task-details-slot.tsx';
import { QuickAddForm } from '../quick-add-form.tsx';
import { useTaskActions } from '../task-actions.ts';
import { filterOf, sortOf, type TaskSearch } from '../task-search.ts';
import { TaskToolbar } from '../task-toolbar.tsx';
import { isOpen, TASK_STATUSES } from '../task-words.ts';
import { useListKeys } from '../use-list-keys.ts';
import { useNow } from '../use-now.ts';
import { useTasks } from '../use-tasks.ts';
import { BoardColumn } from './board-column.tsx';
import styles from './board-page.module.css';
import { useBoardKeys } from './use-board-keys.ts';

/** All tasks by status, side by side. */
export function BoardPage(): ReactNode {
  const search = useSearch({ strict: false }) as TaskSearch;
  const now = useNow();
  const actions = useTaskActions();
  const quickAdd = useRef<HTMLInputElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const loaded = useTasks(TASK_STATUSES);
  const labels = useMemo(() => labelsOf(loaded.tasks), [loaded.tasks]);
  const filter = filterOf(search, useAuth().user?.profile.sub);
  const assignees = useAssignees(loaded.tasks, undefined);
  const tasksOf = (status: TaskStatus) =>
    sortedTasks(
      loaded.byStatus(status).filter((task) => matchesFilter(task, filter)),
      isOpen(status) ? sortOf(search) : 'newest',
    );
  const columns = TASK_STATUSES.map((status) => ({ status, tasks: tasksOf(status) }));
  const tasks = columns.flatMap((column) => column.tasks);
  useListKeys({ tasks, actions, quickAdd, searchBox });
  useBoardKeys({ tasks, actions });

  return (
    <>
      <Page title={placeTexts.board} wide>
        <QuickAddForm input={quickAdd} />
        <TaskToolbar input={searchBox} labels={labels} assignees={assignees} full={false} />
        {loaded.error !== undefined ? (
          <ErrorNotice error={loaded.error} retry={loaded.retry} />
        ) : loaded.loading ? (
          <SkeletonList />
        ) : (
          <div className={styles.board}>
            {columns.map((column) => (
              <BoardColumn
                key={column.status}
                status={column.status}
                tasks={column.tasks}
                now={now}
                selectedId={search.task}
                actions={actions}
              />
            ))}
          </div>
        )}
        <ListFoot list={loaded} note={taskTexts.partlyLoaded(loaded.tasks.length)} />
      </Page>
      <TaskDetailsSlot id={search.task} labels={labels} />
    </>
  );
}
