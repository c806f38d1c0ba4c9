import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createClient, type Task } from '@taskyard/client';
import { expect, it, vi } from 'vitest';
import { changeTask, registerChangeTask } from './change-task.ts';
import { taskOf } from './task.fixture.ts';
import { taskOptions } from './task-queries.ts';

const STORED = taskOf(1);
const RENAMED = { title: 'Water the cactus' };

/** Somebody who has just opened a task: what the service is asked, which the test answers, and what is shown. */
function openedTask() {
  const queryClient = new QueryClient();
  const asked: { readonly method: string; readonly answer: (task: Task) => void }[] = [];
  const api = createClient({
    baseUrl: 'https://api.example.com/dev/',
    token: 'token',
    fetch: (_url, { method = '' } = {}) =>
      new Promise((resolve) =>
        asked.push({
          method,
          answer: (task) => resolve(Response.json(task, { headers: { etag: `"${task.version}"` } })),
        }),
      ),
  });
  registerChangeTask(queryClient, api);
  const observer = new QueryObserver(queryClient, taskOptions(api, queryClient, STORED.id));
  const leave = observer.subscribe(() => {});
  return { asked, leave, queryClient, shown: () => observer.getCurrentResult().data?.task.title };
}

it('an answer that a change of the task has overtaken does not take it back', async () => {
  const { asked, leave, queryClient, shown } = openedTask();
  changeTask(queryClient, STORED, RENAMED);
  await vi.waitFor(() => expect(asked.map(({ method }) => method)).toEqual(['GET', 'PATCH']));
  asked[1]?.answer({ ...STORED, ...RENAMED, version: 2 });
  await vi.waitFor(() => expect(shown()).toBe(RENAMED.title));
  asked[0]?.answer(STORED);
  // It is read again, and until that is answered as well it is shown as it was changed.
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect(shown()).toBe(RENAMED.title);
  leave();
});

it('a task that comes while a change of it is under way is shown with the change', async () => {
  const { asked, leave, queryClient, shown } = openedTask();
  changeTask(queryClient, STORED, RENAMED);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  asked[0]?.answer(STORED);
  await vi.waitFor(() => expect(shown()).toBe(RENAMED.title));
  asked[1]?.answer({ ...STORED, ...RENAMED, version: 2 });
  await vi.waitFor(() => expect(queryClient.isMutating()).toBe(0));
  expect(shown()).toBe(RENAMED.title);
  leave();
});
