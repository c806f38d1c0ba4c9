import type { ReactNode } from 'react';

export function TaskDetails(_props: {
  readonly id: string;
  readonly labels: readonly { readonly label: string }[];
}): ReactNode {
  return null;
}
