import type { TaskPriority, TaskStatus } from '@taskyard/client';

/** In the order of the board's columns. The compiler holds both against the contract. */
const STATUS_ORDER: Readonly<Record<TaskStatus, number>> = {
  PENDING: 0,
  IN_PROGRESS: 1,
  COMPLETED: 2,
  CANCELLED: 3,
};

/** The more urgent, the lower. */
export const PRIORITY_ORDER: Readonly<Record<TaskPriority, number>> = {
  URGENT: 0,
  HIGH: 1,
  NORMAL: 2,
  LOW: 3,
};

export const TASK_STATUSES: readonly TaskStatus[] = Object.keys(STATUS_ORDER) as TaskStatus[];
export const TASK_PRIORITIES: readonly TaskPriority[] = Object.keys(PRIORITY_ORDER) as TaskPriority[];

export const OPEN_STATUSES: readonly TaskStatus[] = ['PENDING', 'IN_PROGRESS'];

export function isOpen(status: TaskStatus): boolean {
  return OPEN_STATUSES.includes(status);
}
