/** How long a task stays in the trash, and how far back changes are told, in seconds. */
export const TRASH_SECONDS: number = 30 * 24 * 60 * 60;

/** What puts a task into the trash. `now` is in milliseconds. */
export function trashEdit(now: number): { readonly deletedAt: string; readonly purgeAt: string } {
  return {
    deletedAt: new Date(now).toISOString(),
    purgeAt: new Date(now + TRASH_SECONDS * 1000).toISOString(),
  };
}
