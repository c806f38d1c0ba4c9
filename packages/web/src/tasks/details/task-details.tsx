import { ActionIcon, Button } from '@mantine/core';
import { useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '@taskyard/client';
import { type ReactNode, useEffect, useRef } from 'react';
import { useApi } from '../../api/api-client.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Icon } from '../../shell/icons.tsx';
import { Notice } from '../../shell/notice.tsx';
import { useNarrow } from '../../shell/use-narrow.ts';
import { actionTexts } from '../../texts/action-texts.ts';
import { fieldTexts } from '../../texts/field-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { deleteTask } from '../delete-task.ts';
import { useTaskLists } from '../lists/list-queries.ts';
import { shownTask, taskOptions } from '../task-queries.ts';
import styles from './task-details.module.css';
import { TaskFields } from './task-fields.tsx';

export interface TaskDetailsProps {
  readonly id: string;
  readonly labels: readonly string[];
  readonly onClose: () => void;
}

/** All of one task, beside the list. What is changed is saved at once. */
export function TaskDetails({ id, labels, onClose }: TaskDetailsProps): ReactNode {
  const panel = useRef<HTMLElement>(null);
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(taskOptions(useApi(), queryClient, id));
  const task = data?.task ?? shownTask(queryClient, id);
  const role = useTaskLists().data?.find((list) => list.id === task?.listId)?.role;
  const readOnly = role === 'VIEWER';
  const narrow = useNarrow();
  useEffect(() => panel.current?.focus(), []);
  // The panel covers the page there, so the page is out of reach until it closes.
  useEffect(() => {
    const page = panel.current?.previousElementSibling;
    if (!narrow || !(page instanceof HTMLElement)) return;
    page.inert = true;
    return () => {
      page.inert = false;
    };
  }, [narrow]);

  return (
    <aside
      ref={panel}
      className={styles.panel}
      data-panel
      tabIndex={-1}
      aria-label={fieldTexts.label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.header}>
        {task !== undefined && (
          <span className={styles.saveState} role="status">
            {readOnly ? fieldTexts.readOnly : <SaveState id={id} />}
          </span>
        )}
        {task !== undefined && !readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={taskTexts.delete('')}
            onClick={() => {
              onClose();
              deleteTask(queryClient, task);
            }}
          >
            <Icon name="trash" />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={actionTexts.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      {task !== undefined ? (
        <TaskFields task={task} etag={data?.etag} labels={labels} readOnly={readOnly} />
      ) : error instanceof ProblemError && (error.status === 404 || error.status === 400) ? (
        <Notice icon="search" title={fieldTexts.notThere}>
          <Button variant="default" size="compact-sm" onClick={onClose}>
            {actionTexts.close}
          </Button>
        </Notice>
      ) : error !== null ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : null}
    </aside>
  );
}

function SaveState({ id }: { readonly id: string }): ReactNode {
  const pending = useMutationState({
    filters: { status: 'pending', mutationKey: ['tasks'] },
    select: ({ state }) => state,
  }).filter(({ variables }) => JSON.stringify(variables ?? '').includes(id));
  if (pending.length === 0) return fieldTexts.saved;
  return pending.some(({ isPaused }) => isPaused) ? fieldTexts.waiting : taskTexts.saving;
}
