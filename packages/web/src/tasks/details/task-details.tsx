import { ActionIcon, Button } from '@mantine/core';
import { useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError, type Task, type TaskChange } from '@taskyard/client';
import { type ReactNode, useEffect, useRef } from 'react';
import { useApi } from '../../api/api-client.ts';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { Icon } from '../../shell/icons.tsx';
import { LabelsField } from '../../shell/labels-field.tsx';
import { Notice } from '../../shell/notice.tsx';
import { useNarrow } from '../../shell/use-narrow.ts';
import { texts } from '../../texts.ts';
import { changeTask } from '../change-task.ts';
import { deleteTask } from '../delete-task.ts';
import { shownTask, taskOptions } from '../task-queries.ts';
import { TASK_PRIORITIES, TASK_STATUSES } from '../task-words.ts';
import { ChecklistField } from './checklist-field.tsx';
import { DescriptionField } from './description-field.tsx';
import { DueField } from './due-field.tsx';
import { ListField } from './list-field.tsx';
import styles from './task-details.module.css';
import { TitleField } from './title-field.tsx';

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
      aria-label={texts.details.label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.header}>
        {task !== undefined && <SaveState id={id} />}
        {task !== undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.tasks.delete('')}
            onClick={() => {
              onClose();
              deleteTask(queryClient, task);
            }}
          >
            <Icon name="trash" />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={texts.common.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      {task !== undefined ? (
        <Fields task={task} etag={data?.etag} labels={labels} />
      ) : error instanceof ProblemError && (error.status === 404 || error.status === 400) ? (
        <Notice icon="search" title={texts.details.notThere}>
          <Button variant="default" size="compact-sm" onClick={onClose}>
            {texts.common.close}
          </Button>
        </Notice>
      ) : error !== null ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : null}
    </aside>
  );
}

interface FieldsProps {
  readonly task: Task;
  readonly etag: string | undefined;
  readonly labels: readonly string[];
}

function Fields({ task, etag, labels }: FieldsProps): ReactNode {
  const queryClient = useQueryClient();
  const change = (body: TaskChange): void =>
    changeTask(queryClient, task, body, etag === undefined ? undefined : { ifMatch: etag });
  return (
    <>
      <TitleField task={task} etag={etag} />
      <div className={styles.fields}>
        <label className={styles.field}>
          <span>{texts.details.status}</span>
          <select
            className={styles.control}
            value={task.status}
            onChange={(event) => {
              const status = TASK_STATUSES.find((name) => name === event.currentTarget.value);
              if (status !== undefined) change({ status });
            }}
          >
            {TASK_STATUSES.map((status) => (
              <option key={status} value={status}>
                {texts.statuses[status]}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.field}>
          <span>{texts.details.priority}</span>
          <select
            className={styles.control}
            value={task.priority}
            onChange={(event) => {
              const priority = TASK_PRIORITIES.find((name) => name === event.currentTarget.value);
              if (priority !== undefined) change({ priority });
            }}
          >
            {TASK_PRIORITIES.map((priority) => (
              <option key={priority} value={priority}>
                {texts.priorities[priority]}
              </option>
            ))}
          </select>
        </label>
        <DueField key={`${task.dueOn}${task.dueAt}`} task={task} onChange={change} />
        <ListField task={task} />
        <LabelsField labels={task.labels} known={labels} onChange={(next) => change({ labels: next })} />
      </div>
      <ChecklistField entries={task.checklist} onChange={(checklist) => change({ checklist })} />
      <DescriptionField task={task} etag={etag} />
      <footer className={styles.foot}>
        <span>{texts.details.created(new Date(task.createdAt))}</span>
        <span>{texts.details.updated(new Date(task.updatedAt))}</span>
      </footer>
    </>
  );
}

function SaveState({ id }: { readonly id: string }): ReactNode {
  const pending = useMutationState({
    filters: { status: 'pending', mutationKey: ['tasks', 'change'] },
    select: ({ state }) => state,
  }).filter(({ variables }) => (variables as { readonly id?: string } | undefined)?.id === id);
  const words =
    pending.length === 0
      ? texts.details.saved
      : pending.some(({ isPaused }) => isPaused)
        ? texts.details.waiting
        : texts.tasks.saving;
  return (
    <span className={styles.saveState} role="status">
      {words}
    </span>
  );
}
