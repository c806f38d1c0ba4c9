import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { loadTexts } from '../texts/load-texts.ts';
import styles from './list-foot.module.css';

export interface ListFootProps {
  readonly list: {
    readonly more: boolean;
    readonly loadingMore: boolean;
    readonly loadMore: () => void;
  };
  /** What the list is about until all of it is loaded. */
  readonly note?: string;
}

/** The end of a list that goes on: loads more when it is scrolled to. */
export function ListFoot({ list: { more, loadingMore, loadMore }, note }: ListFootProps): ReactNode {
  const end = useRef<HTMLDivElement>(null);
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
      <p>{note}</p>
      <Button variant="default" size="compact-sm" loading={loadingMore} onClick={loadMore}>
        {loadTexts.loadMore}
      </Button>
    </div>
  );
}
