import type { Task } from '@taskyard/client';
import { useShortcuts } from '../../shell/shortcuts.ts';
import type { TaskActions } from '../task-actions.ts';
import { TASK_STATUSES } from '../task-words.ts';

export interface BoardKeys {
  readonly tasks: readonly Task[];
  readonly actions: TaskActions;
}

/** Arrows walk between the columns; with Shift they take the task along. */
export function useBoardKeys({ tasks, actions }: BoardKeys): void {
  const sideways =
    (step: 1 | -1) =>
    (event: KeyboardEvent): void => {
      const card = document.activeElement?.closest<HTMLElement>('[data-task-id]');
      const task = tasks.find(({ id }) => id === card?.dataset.taskId);
      if (task === undefined) return;
      if (!event.shiftKey) {
        focusBeside(task, step);
        return;
      }
      const status = TASK_STATUSES[TASK_STATUSES.indexOf(task.status) + step];
      if (status === undefined) return;
      actions.move(task, status);
      setTimeout(() => focusLink(document.querySelector(`[data-task-id="${CSS.escape(task.id)}"]`)), 30);
    };
  useShortcuts({ ArrowRight: sideways(1), ArrowLeft: sideways(-1) });
}

/** The card at the same height in the next column that has any. */
function focusBeside(task: Task, step: 1 | -1): void {
  const at = cardsOf(task.status).findIndex((card) => card.dataset.taskId === task.id);
  const rest = step === 1 ? TASK_STATUSES : TASK_STATUSES.toReversed();
  for (const status of rest.slice(rest.indexOf(task.status) + 1)) {
    const cards = cardsOf(status);
    const beside = cards[Math.min(at, cards.length - 1)];
    if (beside === undefined) continue;
    focusLink(beside);
    return;
  }
}

function cardsOf(status: string): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-column="${status}"] [data-task-id]`)];
}

function focusLink(card: Element | null): void {
  card?.querySelector<HTMLElement>('[data-task-link]')?.focus();
}
