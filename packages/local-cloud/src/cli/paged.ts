/** One page of a list, and the token of the next; no token for the last. */
export interface ListPage<Entry> {
  readonly entries: readonly Entry[];
  readonly token: string | null | undefined;
}

/** Every entry of a list that is asked for page by page. */
export async function* paged<Entry>(
  ask: (token: string | undefined) => Promise<ListPage<Entry>>,
): AsyncGenerator<Entry> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield* page.entries;
    token = page.token || undefined;
  } while (token !== undefined);
}

/** All that comes, in order. */
export async function collected<Entry>(entries: AsyncIterable<Entry>): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}
