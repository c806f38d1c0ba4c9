import type { Task } from '@taskyard/client';
import type { ReactNode } from 'react';
import { Icon } from '../shell/icons.tsx';
import { fieldTexts } from '../texts/field-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { dueState, dueText } from './due-state.ts';
import { describeRecurrence } from './recurrence.ts';
import styles from './task-chips.module.css';

/** What matters about a task besides its title, in few words. */
export function TaskChips({ task, now, showStatus = true }: TaskChipsProps): ReactNode {
  const due = dueText(task, now);
  const state = dueState(task, now);
  return (
    <>
      {showStatus && (task.status === 'IN_PROGRESS' || task.status === 'CANCELLED') && (
        <span className={styles.chip} data-status={task.status}>
          {taskTexts.statuses[task.status]}
        </span>
      )}
      {task.parentId !== undefined && (
        <span className={styles.chip}>
          <Icon name="up" size={13} />
          {taskTexts.subtask}
        </span>
      )}
      {task.priority !== 'NORMAL' && (
        <span className={styles.chip} data-priority={task.priority}>
          <Icon name="flag" size={13} />
          {taskTexts.priorities[task.priority]}
        </span>
      )}
      {due !== undefined && (
        <span className={styles.chip} data-due={state}>
          <Icon name="calendar" size={13} />
          {state === 'overdue' && <span className="visually-hidden">{taskTexts.overdue}</span>}
          {due}
          {task.recurrence !== undefined && (
            <>
              <Icon name="repeat" size={13} />
              <span className="visually-hidden">
                {taskTexts.repeats}
                {describeRecurrence(task.recurrence)}
              </span>
            </>
          )}
        </span>
      )}
      {task.checklist.length > 0 && (
        <span className={styles.chip}>
          <Icon name="tasks" size={13} />
          <span className="visually-hidden">{fieldTexts.checklist}: </span>
          {fieldTexts.progress(task.checklist)}
        </span>
      )}
      {task.commentCount > 0 && (
        <span className={styles.chip}>
          <Icon name="comment" size={13} />
          <span aria-hidden="true">{task.commentCount}</span>
          <span className="visually-hidden">{taskTexts.comments(task.commentCount)}</span>
        </span>
      )}
      {task.attachmentCount > 0 && (
        <span className={styles.chip}>
          <Icon name="clip" size={13} />
          <span aria-hidden="true">{task.attachmentCount}</span>
          <span className="visually-hidden">{taskTexts.attachments(task.attachmentCount)}</span>
        </span>
      )}
      {task.labels.map((label) => (
        <span key={label} className={styles.label}>
          {label}
        </span>
      ))}
    </>
  );
}

export interface TaskChipsProps {
  readonly task: Task;
  readonly now: Date;
  readonly showStatus?: boolean;
}
