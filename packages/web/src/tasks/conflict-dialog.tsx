import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Task } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../shell/dialog.tsx';
import { useStore } from '../shell/store.ts';
import { conflictTexts } from '../texts/conflict-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { changeTask } from './change-task.ts';
import { type Conflict, fieldsOf, pickFields, type TaskField } from './conflict.ts';
import styles from './conflict-dialog.module.css';
import { conflicts, settleConflict } from './conflicts.ts';
import { dueText } from './due-state.ts';
import { valuesBefore } from './task-cache.ts';

/** Asks about the first change that met somebody else's, over whatever is open. */
export function TaskConflicts(): ReactNode {
  const [first] = useStore(conflicts);
  if (first === undefined) return null;
  return <ConflictDialog key={`${first.taskId} ${first.etag}`} conflict={first} />;
}

function ConflictDialog({ conflict }: { readonly conflict: Conflict }): ReactNode {
  const queryClient = useQueryClient();
  const { theirs, mine, fields, etag } = conflict;
  const [kept, setKept] = useState<ReadonlySet<TaskField>>(new Set(fields));
  const stored = valuesBefore(theirs, mine);
  const keep = (field: TaskField, isMine: boolean): void =>
    setKept(new Set(isMine ? [...kept, field] : [...kept].filter((other) => other !== field)));
  const save = (): void => {
    settleConflict(conflict);
    const chosen = pickFields(
      mine,
      fieldsOf(mine).filter((field) => kept.has(field) || !fields.includes(field)),
    );
    if (Object.keys(chosen).length > 0) changeTask(queryClient, theirs, chosen, { ifMatch: etag });
  };
  return (
    <Dialog title={conflictTexts.title} size="wide">
      <p>{conflictTexts.text(theirs.title)}</p>
      {fields.map((field) => (
        <fieldset key={field} className={styles.field}>
          <legend>{conflictTexts.fields[field] ?? field}</legend>
          {(
            [
              [conflictTexts.theirs, stored, false],
              [conflictTexts.mine, mine, true],
            ] as const
          ).map(([whose, values, isMine]) => (
            <label key={whose} className={styles.choice}>
              <input
                type="radio"
                name={field}
                checked={kept.has(field) === isMine}
                onChange={() => keep(field, isMine)}
              />
              <span className={styles.whose}>{whose}</span>
              <span className={styles.value}>{valueText(field, values[field])}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => settleConflict(conflict)}>
          {conflictTexts.dropMine}
        </Button>
        <Button onClick={save}>{conflictTexts.save}</Button>
      </div>
    </Dialog>
  );
}

function valueText(field: TaskField, value: unknown): string {
  if (value === null || value === undefined || value === '') return conflictTexts.nothing;
  if (Array.isArray(value)) return value.length === 0 ? conflictTexts.nothing : value.join(', ');
  const text = String(value);
  if (field === 'status') return taskTexts.statuses[text as Task['status']];
  if (field === 'priority') return taskTexts.priorities[text as Task['priority']];
  if (field === 'dueOn' || field === 'dueAt') return dueText({ [field]: text }, new Date()) ?? text;
  return text;
}
