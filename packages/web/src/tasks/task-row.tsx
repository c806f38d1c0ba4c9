import { Link } from '@tanstack/react-router';
import type { Task } from '@taskyard/client';
import type { MouseEvent, ReactNode } from 'react';
import { Icon } from '../shell/icons.tsx';
import { useStore } from '../shell/store.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { isUnconfirmed } from './create-task.ts';
import { draggedTask } from './dragged-task.ts';
import { RowGrip } from './row-grip.tsx';
import type { TaskActions } from './task-actions.ts';
import { TaskChips } from './task-chips.tsx';
import styles from './task-row.module.css';
import { isOpen } from './task-words.ts';
import { type OnDrop, useRowDrag } from './use-row-drag.ts';

export interface TaskRowProps {
  readonly task: Task;
  readonly now: Date;
  /** Whether its details are open. */
  readonly selected: boolean;
  readonly actions: TaskActions;
  /** Somebody may only look. */
  readonly readOnly: boolean;
  /** Whether it is among those that are chosen. */
  readonly chosen: boolean;
  /** Whether a click chooses it. */
  readonly choosing: boolean;
  /** Chooses it, or with Shift everything up to it. Without it, nothing is chosen here. */
  readonly onChoose?: (task: Task, upTo: boolean) => void;
  /** A task is dropped beside another one. Without it, the order is not one that people gave. */
  readonly onDrop?: OnDrop;
}

/** One task of a list. */
export function TaskRow({
  task,
  now,
  selected,
  actions,
  readOnly,
  chosen,
  choosing,
  onChoose,
  onDrop,
}: TaskRowProps): ReactNode {
  const saving = isUnconfirmed(task);
  const open = isOpen(task.status);
  const drag = useRowDrag(task, saving ? undefined : onDrop);
  const dragged = useStore(draggedTask, (other) => other?.id === task.id);
  const click = (event: MouseEvent): void => {
    if (onChoose === undefined || !(choosing || event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onChoose(task, event.shiftKey);
  };
  return (
    <li
      className={styles.row}
      data-task-id={task.id}
      data-over={!open || undefined}
      data-selected={selected || chosen || undefined}
      data-drop={drag?.side}
      data-dragged={dragged || undefined}
      {...drag?.handlers}
    >
      {choosing && onChoose !== undefined ? (
        <input
          type="checkbox"
          className={styles.choice}
          checked={chosen}
          disabled={saving}
          aria-label={taskTexts.choose(task.title)}
          onChange={() => onChoose(task, false)}
        />
      ) : (
        <input
          type="checkbox"
          className={styles.check}
          data-priority={task.priority}
          checked={task.status === 'COMPLETED'}
          disabled={saving || readOnly}
          aria-label={open ? taskTexts.complete(task.title) : taskTexts.reopen(task.title)}
          onChange={() => actions.toggle(task)}
        />
      )}
      <div className={styles.body}>
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
            onClick={click}
          >
            {task.title}
          </Link>
        )}
        <div className={styles.chips}>
          {saving && <span className={styles.saving}>{taskTexts.saving}</span>}
          <TaskChips task={task} now={now} />
        </div>
      </div>
      {!saving && onDrop !== undefined && <RowGrip task={task} onDrop={onDrop} />}
      {!saving && !readOnly && !choosing && <RowActions task={task} actions={actions} />}
    </li>
  );
}

function RowActions({ task, actions }: Pick<TaskRowProps, 'task' | 'actions'>): ReactNode {
  return (
    <div className={styles.actions}>
      {isOpen(task.status) && (
        <button
          type="button"
          className={styles.action}
          aria-label={taskTexts.startOrPause(task.title, task.status)}
          title={taskTexts.startOrPause('', task.status)}
          onClick={() => actions.move(task, task.status === 'PENDING' ? 'IN_PROGRESS' : 'PENDING')}
        >
          <Icon name={task.status === 'PENDING' ? 'play' : 'undo'} size={16} />
        </button>
      )}
      <button
        type="button"
        className={styles.action}
        aria-label={taskTexts.delete(task.title)}
        title={taskTexts.delete('')}
        onClick={() => actions.remove(task)}
      >
        <Icon name="trash" size={16} />
      </button>
    </div>
  );
}
