import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react';
import { useAuth } from 'react-oidc-context';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { ListFoot } from '../shell/list-foot.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { SkeletonList } from '../shell/skeleton-list.tsx';
import { useStore } from '../shell/store.ts';
import { dateTexts } from '../texts/date-texts.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { groupedTasks, labelsOf, matchesFilter } from './arrange-tasks.ts';
import { useAssignees } from './assignees.ts';
import { dayOf } from './calendar.ts';
import { TaskDetailsSlot } from './details/task-details-slot.tsx';
import { dueState } from './due-state.ts';
import { INBOX_ID } from './lists/list-queries.ts';
import { QuickAddForm } from './quick-add-form.tsx';
import { clearSelection, isChoosing, selection, startChoosing } from './selection.ts';
import { useTaskActions } from './task-actions.ts';
import { TaskList } from './task-list.tsx';
import { filterOf, isFiltered, sortOf, statusesOf, type TaskSearch } from './task-search.ts';
import { TaskToolbar } from './task-toolbar.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useNow } from './use-now.ts';
import { useTasks } from './use-tasks.ts';

const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar.tsx')).BulkBar }));

export interface TaskPageProps {
  /** Only those that are due or under way. */
  readonly today?: boolean;
  /** Only those of this list. */
  readonly list?: { readonly id: string; readonly name: string; readonly writable: boolean };
  readonly headerActions?: ReactNode;
}

/** Lists of tasks: all of one's own, those of a list, or those of today. */
export function TaskPage({ today = false, list, headerActions }: TaskPageProps): ReactNode {
  const address = useSearch({ strict: false }) as TaskSearch;
  // The page of today knows no other views.
  const search: TaskSearch = today ? { ...address, view: 'open', sort: 'due' } : address;
  const readOnly = list?.writable === false;
  const navigate = useNavigate();
  const now = useNow();
  const actions = useTaskActions();
  const quickAdd = useRef<HTMLInputElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const loaded = useTasks(statusesOf(search.view ?? 'open'), list?.id);
  const about = loaded.tasks.filter(
    (task) => !today || ['overdue', 'today'].includes(dueState(task, now)) || task.status === 'IN_PROGRESS',
  );
  const filter = filterOf(search, useAuth().user?.profile.sub);
  const filtered = about.filter((task) => matchesFilter(task, filter));
  const sort = sortOf(search, list !== undefined && list.id !== INBOX_ID);
  const groups = groupedTasks(filtered, sort, now);
  const shown = groups.flatMap((group) => group.tasks);
  const ordered = sort === 'manual' && !readOnly;
  const labels = useMemo(() => labelsOf(loaded.tasks), [loaded.tasks]);
  const assignees = useAssignees(loaded.tasks, list?.id);
  const selected = useStore(selection);
  const choosing = isChoosing(selected);
  const chosen = shown.filter(({ id }) => selected.ids.has(id));
  // What is chosen belongs to what is shown.
  useEffect(() => clearSelection, []);
  useListKeys({
    tasks: shown,
    actions: readOnly ? undefined : actions,
    quickAdd,
    searchBox,
    ordered,
    choosable: !readOnly,
  });

  return (
    <>
      <Page
        title={list?.name ?? (today ? placeTexts.today : placeTexts.allTasks)}
        actions={headerActions}
        note={
          today ? dateTexts.longDay(now) : loaded.loading ? '' : taskTexts.count(filtered.length, loaded.more)
        }
      >
        {!readOnly && (
          <QuickAddForm
            input={quickAdd}
            defaults={{ ...(today && { dueOn: dayOf(now) }), ...(list && { listId: list.id }) }}
          />
        )}
        <TaskToolbar
          input={searchBox}
          labels={labels}
          assignees={assignees}
          full={!today}
          inList={list !== undefined && list.id !== INBOX_ID}
          {...(!readOnly && { onChoose: startChoosing })}
        />
        {choosing && (
          <Suspense>
            <BulkBar tasks={chosen} all={shown} labels={labels.map(({ label }) => label)} />
          </Suspense>
        )}
        {loaded.error !== undefined ? (
          <ErrorNotice error={loaded.error} retry={loaded.retry} />
        ) : loaded.loading ? (
          <SkeletonList />
        ) : groups.length > 0 ? (
          <div>
            <TaskList
              groups={groups}
              now={now}
              selectedId={search.task}
              actions={actions}
              readOnly={readOnly}
              ordered={ordered}
            />
          </div>
        ) : isFiltered(search) ? (
          <Notice icon="search" title={taskTexts.nothingFound}>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                void navigate({
                  to: '.',
                  search: ({ view, sort }) => ({ ...(view && { view }), ...(sort && { sort }) }),
                })
              }
            >
              {taskTexts.clearFilters}
            </Button>
          </Notice>
        ) : (
          <Notice icon="check" title={today ? taskTexts.emptyToday : taskTexts.empty[search.view ?? 'open']}>
            {!readOnly && ['open', 'all'].includes(search.view ?? 'open') && (
              <p className="for-keys">{taskTexts.emptyHint}</p>
            )}
          </Notice>
        )}
        <ListFoot list={loaded} note={taskTexts.partlyLoaded(loaded.tasks.length)} />
      </Page>
      <TaskDetailsSlot id={search.task} labels={labels} />
    </>
  );
}
