import { useQueryClient } from '@tanstack/react-query';
import type { Task } from '@taskyard/client';
import type { ReactNode } from 'react';
import { useStore } from '../shell/store.ts';
import { taskTexts } from '../texts/task-texts.ts';
import type { TaskGroup } from './arrange-tasks.ts';
import { reorderTask } from './reorder-task.ts';
import { isChoosing, selection, selectUpTo, toggleSelected } from './selection.ts';
import type { TaskActions } from './task-actions.ts';
import styles from './task-list.module.css';
import { TaskRow } from './task-row.tsx';
import type { OnDrop } from './use-row-drag.ts';

export interface TaskListProps {
  readonly groups: readonly TaskGroup[];
  readonly now: Date;
  readonly selectedId: string | undefined;
  readonly actions: TaskActions;
  readonly readOnly: boolean;
  /** Whether the order is one that people gave, and may change. */
  readonly ordered: boolean;
}

/** Tasks in their groups. */
export function TaskList({ groups, now, selectedId, actions, readOnly, ordered }: TaskListProps): ReactNode {
  const queryClient = useQueryClient();
  const chosen = useStore(selection);
  const tasks = groups.flatMap((group) => group.tasks);
  const choose = (task: Task, upTo: boolean): void => {
    if (upTo)
      selectUpTo(
        tasks.map(({ id }) => id),
        task.id,
      );
    else toggleSelected(task.id);
  };
  const drop: OnDrop = (dropped, { besideId, side }) => {
    const at = tasks.filter(({ id }) => id !== dropped.id).findIndex(({ id }) => id === besideId);
    reorderTask(queryClient, tasks, dropped, side === 'before' ? at : at + 1);
  };
  return groups.map(({ name, tasks: rows }) => (
    <section key={name} className={styles.group} aria-labelledby={`group-${name}`}>
      <h2
        id={`group-${name}`}
        className={name === 'all' ? 'visually-hidden' : styles.heading}
        data-group={name}
      >
        {taskTexts.groups[name]}
        <span className={styles.count}>{rows.length}</span>
      </h2>
      <ul className={styles.list}>
        {rows.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            now={now}
            selected={task.id === selectedId}
            actions={actions}
            readOnly={readOnly}
            chosen={chosen.ids.has(task.id)}
            choosing={isChoosing(chosen)}
            {...(!readOnly && { onChoose: choose })}
            {...(ordered && { onDrop: drop })}
          />
        ))}
      </ul>
    </section>
  ));
}
