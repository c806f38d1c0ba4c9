import { onlineManager } from '@tanstack/react-query';

/** Whether the API can be reached. Queries and changes wait while it cannot, and go on by themselves. */
export interface Connection {
  /** Something could not be sent. */
  lost(): void;
}

const FIRST_TRY_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * Watches the way to `apiUrl`: by the browser's own word, and by what calls tell through `lost`. While it is lost,
 * asks from time to time whether anything answers there again.
 */
export function watchConnection(apiUrl: string): Connection {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const found = (): void => {
    stop();
    onlineManager.setOnline(true);
  };
  const search = (wait: number): void => {
    timer = setTimeout(() => {
      // Any answer will do, even a refusal.
      fetch(apiUrl, { mode: 'no-cors', cache: 'no-store' }).then(found, () =>
        search(Math.min(wait * 2, LONGEST_WAIT_MS)),
      );
    }, wait);
  };
  const lost = (): void => {
    onlineManager.setOnline(false);
    if (timer === undefined) search(FIRST_TRY_MS);
  };

  onlineManager.setEventListener(() => {
    const online = (): void => {
      stop();
      search(0);
    };
    window.addEventListener('online', online);
    window.addEventListener('offline', lost);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', lost);
    };
  });
  if (!navigator.onLine) lost();
  return { lost };
}
