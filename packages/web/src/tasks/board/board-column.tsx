import type { Task, TaskStatus } from '@taskyard/client';
import { type DragEvent, type ReactNode, useState } from 'react';
import { boardTexts } from '../../texts/board-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { draggedTask } from '../dragged-task.ts';
import type { TaskActions } from '../task-actions.ts';
import { BoardCard } from './board-card.tsx';
import styles from './board-column.module.css';

export interface BoardColumnProps {
  readonly status: TaskStatus;
  readonly tasks: readonly Task[];
  readonly now: Date;
  readonly selectedId: string | undefined;
  readonly actions: TaskActions;
}

/** The tasks of one status. A card that is dropped here gets that status. */
export function BoardColumn({ status, tasks, now, selectedId, actions }: BoardColumnProps): ReactNode {
  const [over, setOver] = useState(false);
  const takes = (): boolean => {
    const task = draggedTask.get();
    return task !== undefined && task.status !== status;
  };
  const drop = (event: DragEvent): void => {
    setOver(false);
    const task = draggedTask.get();
    if (task === undefined) return;
    event.preventDefault();
    actions.move(task, status);
  };
  return (
    <section
      className={styles.column}
      data-over={over || undefined}
      data-column={status}
      aria-labelledby={`column-${status}`}
      onDragOver={(event) => {
        if (!takes()) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      }}
      onDrop={drop}
    >
      <h2 id={`column-${status}`} className={styles.heading} data-status={status}>
        {taskTexts.statuses[status]}
        <span className={styles.count}>{tasks.length}</span>
      </h2>
      {tasks.length === 0 ? (
        <p className={styles.empty}>{boardTexts.empty}</p>
      ) : (
        <ul className={styles.list}>
          {tasks.map((task) => (
            <BoardCard
              key={task.id}
              task={task}
              now={now}
              selected={task.id === selectedId}
              actions={actions}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
