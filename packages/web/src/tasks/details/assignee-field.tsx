import type { Task, TaskChange } from '@taskyard/client';
import type { ReactNode } from 'react';
import { detailsTexts } from '../../texts/details-texts.ts';
import { usePeople } from '../lists/people.ts';
import field from './task-details.module.css';

export interface AssigneeFieldProps {
  readonly task: Task;
  readonly onChange: (change: TaskChange) => void;
}

/** Who is to do it: somebody of the list. */
export function AssigneeField({ task, onChange }: AssigneeFieldProps): ReactNode {
  const people = usePeople(task.listId);
  const known = people.all.some(({ id }) => id === task.assigneeId);
  const choices =
    task.assigneeId === undefined || known
      ? people.all
      : [...people.all, { id: task.assigneeId, name: people.nameOf(task.assigneeId) }];
  return (
    <label className={field.field}>
      <span>{detailsTexts.assignee.label}</span>
      <select
        className={field.control}
        value={task.assigneeId ?? ''}
        onChange={(event) =>
          onChange({ assigneeId: event.currentTarget.value === '' ? null : event.currentTarget.value })
        }
      >
        <option value="">{detailsTexts.assignee.nobody}</option>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
