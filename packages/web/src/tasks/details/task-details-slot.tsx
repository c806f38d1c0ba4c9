import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';

const TaskDetails = lazy(async () => ({ default: (await import('./task-details.tsx')).TaskDetails }));

export interface TaskDetailsSlotProps {
  /** The task whose details are open. */
  readonly id: string | undefined;
  /** The labels in use, to choose from. */
  readonly labels: readonly { readonly label: string }[];
}

/** Where the details of a task open beside a list; the code for them is loaded then. */
export function TaskDetailsSlot({ id, labels }: TaskDetailsSlotProps): ReactNode {
  const navigate = useNavigate();
  if (id === undefined) return null;
  const close = (): void => {
    void navigate({ to: '.', search: ({ task: _task, ...rest }) => rest, resetScroll: false });
    setTimeout(
      () =>
        document.querySelector<HTMLElement>(`[data-task-id="${CSS.escape(id)}"] [data-task-link]`)?.focus(),
      30,
    );
  };
  return (
    <Suspense>
      <TaskDetails key={id} id={id} labels={labels.map(({ label }) => label)} onClose={close} />
    </Suspense>
  );
}
