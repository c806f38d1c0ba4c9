import { Link } from '@tanstack/react-router';
import type { Task } from '@taskyard/client';
import type { ReactNode } from 'react';
import { Icon } from '../shell/icons.tsx';
import { texts } from '../texts.ts';
import { isUnconfirmed } from './create-task.ts';
import type { TaskActions } from './task-actions.ts';
import { TaskChips } from './task-chips.tsx';
import styles from './task-row.module.css';
import { isOpen } from './task-words.ts';

export interface TaskRowProps {
  readonly task: Task;
  readonly now: Date;
  /** Whether its details are open. */
  readonly selected: boolean;
  readonly actions: TaskActions;
}

/** One task of a list. */
export function TaskRow({ task, now, selected, actions }: TaskRowProps): ReactNode {
  const saving = isUnconfirmed(task);
  const open = isOpen(task.status);
  return (
    <li
      className={styles.row}
      data-task-id={task.id}
      data-over={!open || undefined}
      data-selected={selected || undefined}
    >
      <input
        type="checkbox"
        className={styles.check}
        data-priority={task.priority}
        checked={task.status === 'COMPLETED'}
        disabled={saving}
        aria-label={open ? texts.tasks.complete(task.title) : texts.tasks.reopen(task.title)}
        onChange={() => actions.toggle(task)}
      />
      <div className={styles.body}>
        {saving ? (
          <span className={styles.title}>{task.title}</span>
        ) : (
          <Link
            to="."
            search={(old) => ({ ...old, task: task.id })}
            className={styles.title}
            data-task-link
            resetScroll={false}
          >
            {task.title}
          </Link>
        )}
        <div className={styles.chips}>
          {saving && <span className={styles.saving}>{texts.tasks.saving}</span>}
          <TaskChips task={task} now={now} />
        </div>
      </div>
      {!saving && (
        <div className={styles.actions}>
          {open && (
            <button
              type="button"
              className={styles.action}
              aria-label={texts.tasks.startOrPause(task.title, task.status)}
              title={texts.tasks.startOrPause('', task.status)}
              onClick={() => actions.move(task, task.status === 'PENDING' ? 'IN_PROGRESS' : 'PENDING')}
            >
              <Icon name={task.status === 'PENDING' ? 'play' : 'undo'} size={16} />
            </button>
          )}
          <button
            type="button"
            className={styles.action}
            aria-label={texts.tasks.delete(task.title)}
            title={texts.tasks.delete('')}
            onClick={() => actions.remove(task)}
          >
            <Icon name="trash" size={16} />
          </button>
        </div>
      )}
    </li>
  );
}
