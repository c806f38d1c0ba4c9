import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Task, TaskChange } from '@taskyard/client';
import type { ReactNode } from 'react';
import { useApi } from '../../api/api-client.ts';
import { Icon } from '../../shell/icons.tsx';
import { LabelsField } from '../../shell/labels-field.tsx';
import { detailsTexts } from '../../texts/details-texts.ts';
import { fieldTexts } from '../../texts/field-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { changeTask } from '../change-task.ts';
import { INBOX_ID } from '../lists/list-queries.ts';
import { taskOptions } from '../task-queries.ts';
import { TASK_PRIORITIES, TASK_STATUSES } from '../task-words.ts';
import { Activity } from './activity.tsx';
import { AssigneeField } from './assignee-field.tsx';
import { Attachments } from './attachments.tsx';
import { ChecklistField } from './checklist-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { DescriptionField } from './description-field.tsx';
import { DueField } from './due-field.tsx';
import { ListField, ParentField } from './place-fields.tsx';
import { RecurrenceField } from './recurrence-field.tsx';
import { Subtasks } from './subtasks.tsx';
import styles from './task-details.module.css';
import { TitleField } from './title-field.tsx';

export interface TaskFieldsProps {
  readonly task: Task;
  readonly etag: string | undefined;
  /** The labels in use, to choose from. */
  readonly labels: readonly string[];
  /** Somebody who may only look sees the same fields, and cannot change them. */
  readonly readOnly: boolean;
}

/** Every field of a task, and what belongs to it. */
export function TaskFields({ task, etag, labels, readOnly }: TaskFieldsProps): ReactNode {
  const queryClient = useQueryClient();
  const change = (body: TaskChange): void =>
    changeTask(queryClient, task, body, etag === undefined ? undefined : { ifMatch: etag });
  return (
    <>
      {task.parentId !== undefined && <ParentLink id={task.parentId} />}
      <fieldset className={styles.group} disabled={readOnly}>
        <TitleField task={task} etag={etag} />
        <div className={styles.fields}>
          <ChoiceField
            label={fieldTexts.status}
            value={task.status}
            choices={TASK_STATUSES}
            words={taskTexts.statuses}
            onChange={(status) => change({ status })}
          />
          <ChoiceField
            label={fieldTexts.priority}
            value={task.priority}
            choices={TASK_PRIORITIES}
            words={taskTexts.priorities}
            onChange={(priority) => change({ priority })}
          />
          <DueField key={`${task.dueOn}${task.dueAt}`} task={task} onChange={change} />
          <RecurrenceField task={task} onChange={change} />
          {(task.listId !== INBOX_ID || task.assigneeId !== undefined) && (
            <AssigneeField task={task} onChange={change} />
          )}
          <ListField task={task} />
          <ParentField task={task} />
          <LabelsField labels={task.labels} known={labels} onChange={(next) => change({ labels: next })} />
        </div>
        <DescriptionField task={task} etag={etag} />
        <ChecklistField entries={task.checklist} onChange={(checklist) => change({ checklist })} />
      </fieldset>
      <Subtasks task={task} readOnly={readOnly} />
      <Attachments task={task} readOnly={readOnly} />
      <Activity task={task} readOnly={readOnly} />
      <footer className={styles.foot}>
        <span>{fieldTexts.created(new Date(task.createdAt))}</span>
        <span>{fieldTexts.updated(new Date(task.updatedAt))}</span>
      </footer>
    </>
  );
}

/** The way up to the task that this one is a part of. */
function ParentLink({ id }: { readonly id: string }): ReactNode {
  const { data } = useQuery(taskOptions(useApi(), useQueryClient(), id));
  if (data === undefined) return null;
  return (
    <Link
      to="."
      search={(old) => ({ ...old, task: id })}
      className={styles.parent}
      aria-label={detailsTexts.parent.open(data.task.title)}
      resetScroll={false}
    >
      <Icon name="up" size={14} />
      {data.task.title}
    </Link>
  );
}
