import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { SkeletonList } from './skeleton-list.tsx';

export interface ListBodyProps {
  readonly list: {
    readonly items: readonly unknown[];
    readonly loading: boolean;
    readonly error: Error | undefined;
    readonly retry: () => void;
  };
  /** Shown when there is nothing. */
  readonly empty: ReactNode;
  readonly children: ReactNode;
}

/** A list, or what stands in its place: that it is loading, could not be loaded, or is empty. */
export function ListBody({ list, empty, children }: ListBodyProps): ReactNode {
  if (list.error !== undefined) return <ErrorNotice error={list.error} retry={list.retry} />;
  if (list.loading) return <SkeletonList />;
  return list.items.length === 0 ? empty : children;
}
