import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';

/**
 * Keeps the changes that the service has not confirmed yet in this tab, so that they outlive a reload and the way to
 * the sign-in pages. Call it when the mutations have their defaults: what was kept is sent now. Gives what ends it.
 *
 * `owner` is whose changes they are; somebody else's stay where they are.
 */
export function keepOutbox(queryClient: QueryClient, owner: string): () => void {
  const key = `taskyard.outbox.${owner}`;
  const kept = sessionStorage.getItem(key);
  const stop = queryClient.getMutationCache().subscribe(() => {
    const waiting = waitingMutations(queryClient);
    if (waiting.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(waiting));
  });
  if (kept !== null && waitingMutations(queryClient).length === 0) {
    hydrate(queryClient, { queries: [], mutations: JSON.parse(kept) });
    void queryClient.resumePausedMutations();
  }
  return stop;
}

function waitingMutations(queryClient: QueryClient): DehydratedState['mutations'] {
  const { mutations } = dehydrate(queryClient, {
    // Those that have their defaults by name; the others end with the page that started them.
    shouldDehydrateMutation: ({ state, options }) =>
      state.status === 'pending' && options.mutationKey !== undefined,
    shouldDehydrateQuery: () => false,
  });
  // The context is about this page's cache. A paused change is one that can be taken up again.
  return mutations.map((mutation) => ({
    ...mutation,
    state: { ...mutation.state, context: undefined, isPaused: true },
  }));
}
