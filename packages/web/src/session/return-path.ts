/** Where the page about the API is. */
export const DOCS_PATH = '/docs/';

/** The path of a state that came back, or the first page: only this origin's own paths. */
export function returnPath(state: unknown): string {
  const path =
    typeof state === 'object' && state !== null && 'returnTo' in state ? state.returnTo : undefined;
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) && !path.startsWith('/callback') ? path : '/';
}
