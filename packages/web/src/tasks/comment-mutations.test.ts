import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { type Comment, createClient, type Page } from '@taskyard/client';
import { expect, it, vi } from 'vitest';
import { commentsKey, createComment, registerComments } from './comment-mutations.ts';

const TASK = '01890a5d-ac96-774b-bcce-b302099a8057';
const COMMENT = { taskId: TASK, text: 'Not the cactus', authorId: 'ada' };
const SAVED: Comment = {
  id: '01890a5d-ac96-774b-bcce-b302099a8058',
  authorId: 'ada',
  text: 'Not the cactus',
  version: 1,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
};

/** Somebody who looks at a task: what the service is asked, which the test answers, and what is shown. */
function details() {
  const queryClient = new QueryClient();
  const reads: ((items: Comment[]) => void)[] = [];
  const saves: (() => void)[] = [];
  registerComments(
    queryClient,
    createClient({
      baseUrl: 'https://api.example.com/dev/',
      token: 'token',
      fetch: () => new Promise((resolve) => saves.push(() => resolve(Response.json(SAVED, { status: 201 })))),
    }),
  );
  const observer = new InfiniteQueryObserver(queryClient, {
    queryKey: commentsKey(TASK),
    queryFn: () => new Promise<Page<Comment>>((resolve) => reads.push((items) => resolve({ items }))),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
  });
  const leave = observer.subscribe(() => {});
  const shown = (): string[] | undefined =>
    observer.getCurrentResult().data?.pages.flatMap(({ items }) => items.map(({ id }) => id));
  return { reads, saves, shown, leave, write: () => createComment(queryClient, COMMENT) };
}

it('a comment that is written before the others have come is shown with them', async () => {
  const { reads, saves, shown, leave, write } = details();
  write();
  await vi.waitFor(() => expect(saves).toHaveLength(1));
  saves[0]?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  reads[0]?.([]);
  await vi.waitFor(() => expect(reads).toHaveLength(2));
  reads[1]?.([SAVED]);
  await vi.waitFor(() => expect(shown()).toEqual([SAVED.id]));
  leave();
});

it('a comment is shown at once, and once, among those that have come', async () => {
  const { reads, saves, shown, leave, write } = details();
  reads[0]?.([{ ...SAVED, id: 'older' }]);
  await vi.waitFor(() => expect(shown()).toEqual(['older']));
  write();
  await vi.waitFor(() => expect(shown()).toEqual([expect.stringMatching(/^new:/), 'older']));
  saves[0]?.();
  await vi.waitFor(() => expect(shown()).toEqual([SAVED.id, 'older']));
  leave();
});
