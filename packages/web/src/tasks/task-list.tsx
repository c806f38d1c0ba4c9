import type { ReactNode } from 'react';
import { texts } from '../texts.ts';
import type { TaskGroup } from './arrange-tasks.ts';
import type { TaskActions } from './task-actions.ts';
import styles from './task-list.module.css';
import { TaskRow } from './task-row.tsx';

export interface TaskListProps {
  readonly groups: readonly TaskGroup[];
  readonly now: Date;
  readonly selectedId: string | undefined;
  readonly actions: TaskActions;
}

/** Tasks in their groups. */
export function TaskList({ groups, now, selectedId, actions }: TaskListProps): ReactNode {
  return groups.map(({ name, tasks }) => (
    <section key={name} className={styles.group} aria-labelledby={`group-${name}`}>
      <h2
        id={`group-${name}`}
        className={name === 'all' ? 'visually-hidden' : styles.heading}
        data-group={name}
      >
        {texts.groups[name]}
        <span className={styles.count}>{tasks.length}</span>
      </h2>
      <ul className={styles.list}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} now={now} selected={task.id === selectedId} actions={actions} />
        ))}
      </ul>
    </section>
  ));
}
