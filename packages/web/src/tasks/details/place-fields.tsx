import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Task } from '@taskyard/client';
import type { ReactNode } from 'react';
import { useApi } from '../../api/api-client.ts';
import { detailsTexts } from '../../texts/details-texts.ts';
import { fieldTexts } from '../../texts/field-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { useTaskLists } from '../lists/list-queries.ts';
import { moveTaskWithUndo } from '../move-task.ts';
import { possibleParentOptions } from '../task-queries.ts';
import { isOpen } from '../task-words.ts';
import field from './task-details.module.css';

/** The list that a task is in; choosing another one moves it there. */
export function ListField({ task }: { readonly task: Task }): ReactNode {
  const queryClient = useQueryClient();
  const { data: lists = [] } = useTaskLists();
  const owner = lists.find(({ id }) => id === task.listId)?.ownerId;
  // A task stays with the owner of its list.
  const choices = lists.filter(
    ({ id, role, ownerId }) => id === task.listId || (role !== 'VIEWER' && ownerId === owner),
  );
  const move = (listId: string): void => {
    const name = lists.find(({ id }) => id === listId)?.name ?? '';
    moveTaskWithUndo(
      queryClient,
      task,
      { listId },
      {
        back: { listId: task.listId, parentId: task.parentId ?? null },
        message: taskTexts.movedTo(task.title, name),
      },
    );
  };
  return (
    <label className={field.field}>
      <span>{fieldTexts.list}</span>
      <select
        className={field.control}
        value={task.listId}
        onChange={(event) => move(event.currentTarget.value)}
      >
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The task that it is a part of. */
export function ParentField({ task }: { readonly task: Task }): ReactNode {
  const queryClient = useQueryClient();
  const { data: tasks = [] } = useQuery(possibleParentOptions(useApi(), task.listId));
  const choices = tasks.filter(
    ({ id, status, parentId }) =>
      id === task.parentId || (id !== task.id && parentId !== task.id && isOpen(status)),
  );
  const move = (parentId: string | null): void =>
    moveTaskWithUndo(
      queryClient,
      task,
      { parentId },
      {
        back: { parentId: task.parentId ?? null },
        message: taskTexts.movedTo(task.title, titleOf(parentId)),
      },
    );
  const titleOf = (id: string | null): string =>
    choices.find((choice) => choice.id === id)?.title ?? detailsTexts.parent.none;
  return (
    <label className={field.field}>
      <span>{detailsTexts.parent.label}</span>
      <select
        className={field.control}
        value={task.parentId ?? ''}
        onChange={(event) => move(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        <option value="">{detailsTexts.parent.none}</option>
        {choices.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
