import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { texts } from '../texts.ts';
import styles from './list-foot.module.css';
import type { LoadedTasks } from './use-tasks.ts';

/** The end of a list: loads older tasks when it is scrolled to, and says what the list is about until then. */
export function ListFoot({ loaded }: { readonly loaded: LoadedTasks }): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  const { more, loadingMore, loadMore, tasks } = loaded;
  const latest = useRef(loadMore);
  useEffect(() => {
    latest.current = loadMore;
  });
  useEffect(() => {
    const watched = end.current;
    if (!more || watched === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting === true && latest.current(),
    );
    observer.observe(watched);
    return () => observer.disconnect();
  }, [more]);
  if (!more) return null;
  return (
    <div ref={end} className={styles.foot}>
      <p>{texts.tasks.partlyLoaded(tasks.length)}</p>
      <Button variant="default" size="compact-sm" loading={loadingMore} onClick={loadMore}>
        {texts.tasks.loadMore}
      </Button>
    </div>
  );
}
