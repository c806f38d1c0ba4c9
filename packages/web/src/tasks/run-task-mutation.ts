import type { MutationOptions, QueryClient } from '@tanstack/react-query';

/** All changes of tasks go one after the other, so that the service sees them in the order they were made. */
export const TASK_SCOPE: { readonly id: string } = { id: 'tasks' };

/**
 * Starts a mutation by its defaults. It lives on its own, whatever becomes of the component that started it, and says
 * itself when it fails.
 */
export async function runTaskMutation(
  queryClient: QueryClient,
  mutationKey: readonly string[],
  variables: unknown,
): Promise<void> {
  const options = queryClient.defaultMutationOptions<MutationOptions<unknown, Error, unknown>>({
    mutationKey,
    scope: TASK_SCOPE,
  });
  await queryClient
    .getMutationCache()
    .build(queryClient, options)
    .execute(variables)
    .catch(() => undefined);
}
