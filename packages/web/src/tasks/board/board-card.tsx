import { Link } from '@tanstack/react-router';
import type { Task } from '@taskyard/client';
import type { ReactNode } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { boardTexts } from '../../texts/board-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { isUnconfirmed } from '../create-task.ts';
import { draggedTask } from '../dragged-task.ts';
import type { TaskActions } from '../task-actions.ts';
import { TaskChips } from '../task-chips.tsx';
import { isOpen, TASK_STATUSES } from '../task-words.ts';
import styles from './board-card.module.css';

export interface BoardCardProps {
  readonly task: Task;
  readonly now: Date;
  readonly selected: boolean;
  readonly actions: TaskActions;
}

/** A task on the board. It is moved by dragging, by keys, or by choosing its status. */
export function BoardCard({ task, now, selected, actions }: BoardCardProps): ReactNode {
  const saving = isUnconfirmed(task);
  return (
    <li
      className={styles.card}
      data-task-id={task.id}
      data-over={!isOpen(task.status) || undefined}
      data-selected={selected || undefined}
      draggable={!saving}
      onDragStart={(event) => {
        draggedTask.set(task);
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', task.title);
      }}
      onDragEnd={() => draggedTask.set(undefined)}
    >
      {saving ? (
        <span className={styles.title}>{task.title}</span>
      ) : (
        <Link
          to="."
          search={(old) => ({ ...old, task: task.id })}
          className={styles.title}
          data-task-link
          draggable={false}
          resetScroll={false}
        >
          {task.title}
        </Link>
      )}
      <span className={styles.move}>
        <Icon name="more" size={16} />
        <select
          aria-label={boardTexts.move(task.title)}
          value={task.status}
          disabled={saving}
          onChange={(event) => {
            const status = TASK_STATUSES.find((name) => name === event.currentTarget.value);
            if (status !== undefined) actions.move(task, status);
          }}
        >
          {TASK_STATUSES.map((status) => (
            <option key={status} value={status}>
              {taskTexts.statuses[status]}
            </option>
          ))}
        </select>
      </span>
      <div className={styles.foot}>
        <TaskChips task={task} now={now} showStatus={false} />
      </div>
    </li>
  );
}
