import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Task } from '@taskyard/client';
import type { ReactNode } from 'react';
import { useApi } from '../../api/api-client.ts';
import { showFailure } from '../../shell/show-failure.ts';
import { texts } from '../../texts.ts';
import { useTaskLists } from '../lists/list-queries.ts';
import { showTask } from '../task-queries.ts';
import field from './task-details.module.css';

/** The list that a task is in; choosing another one moves it there. */
export function ListField({ task }: { readonly task: Task }): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const { data: lists = [] } = useTaskLists();
  const move = useMutation({
    mutationFn: (listId: string) => api.moveTask({ path: { taskId: task.id }, body: { listId } }),
    onSuccess: ({ body, etag }) => showTask(queryClient, body, etag),
    onError: showFailure,
  });
  return (
    <label className={field.field}>
      <span>{texts.details.list}</span>
      <select
        className={field.control}
        value={task.listId}
        disabled={move.isPending}
        onChange={(event) => move.mutate(event.currentTarget.value)}
      >
        {lists
          .filter(({ id, role }) => id === task.listId || role !== 'VIEWER')
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
    </label>
  );
}
