import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Task } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { detailsTexts } from '../../texts/details-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { createTask, isUnconfirmed } from '../create-task.ts';
import { dueState, dueText } from '../due-state.ts';
import { readQuickAdd } from '../quick-add.ts';
import { useTaskActions } from '../task-actions.ts';
import chips from '../task-chips.module.css';
import { subtaskOptions } from '../task-queries.ts';
import { isOpen } from '../task-words.ts';
import { useNow } from '../use-now.ts';
import section from './section.module.css';
import styles from './subtasks.module.css';

/** The tasks that are parts of this one. They are written as in the quick-add line. */
export function Subtasks({ task, readOnly }: { readonly task: Task; readonly readOnly: boolean }): ReactNode {
  const queryClient = useQueryClient();
  const actions = useTaskActions();
  const now = useNow();
  const { data: parts = [] } = useQuery(subtaskOptions(useApi(), task));
  const [line, setLine] = useState('');
  const done = parts.filter(({ status }) => !isOpen(status)).length;
  const add = (): void => {
    const read = readQuickAdd(line, new Date()).task;
    if (read === undefined) return;
    setLine('');
    createTask(queryClient, { ...read, listId: task.listId, parentId: task.id });
  };
  if (readOnly && parts.length === 0) return null;
  return (
    <section className={section.section} aria-labelledby="subtasks-title">
      <h2 id="subtasks-title" className={section.heading}>
        {detailsTexts.subtasks.title}
        {parts.length > 0 && (
          <span className={section.count}>
            {done}/{parts.length}
          </span>
        )}
      </h2>
      {parts.length > 0 && (
        <ul className={styles.list}>
          {parts.map((part) => (
            <li key={part.id} className={styles.part} data-over={!isOpen(part.status) || undefined}>
              <input
                type="checkbox"
                checked={part.status === 'COMPLETED'}
                disabled={readOnly || isUnconfirmed(part)}
                aria-label={
                  isOpen(part.status) ? taskTexts.complete(part.title) : taskTexts.reopen(part.title)
                }
                onChange={() => actions.toggle(part)}
              />
              {isUnconfirmed(part) ? (
                <span className={styles.title}>{part.title}</span>
              ) : (
                <Link
                  to="."
                  search={(old) => ({ ...old, task: part.id })}
                  className={styles.title}
                  resetScroll={false}
                >
                  {part.title}
                </Link>
              )}
              {dueText(part, now) !== undefined && (
                <span className={chips.chip} data-due={dueState(part, now)}>
                  {dueText(part, now)}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {!readOnly && (
        <input
          className={section.input}
          aria-label={detailsTexts.subtasks.add}
          placeholder={detailsTexts.subtasks.add}
          maxLength={1024}
          value={line}
          autoComplete="off"
          onChange={(event) => setLine(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              add();
            } else if (event.key === 'Escape' && line !== '') {
              event.preventDefault();
              setLine('');
            }
          }}
        />
      )}
    </section>
  );
}
