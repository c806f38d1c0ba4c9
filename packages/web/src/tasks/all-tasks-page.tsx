import type { ReactNode } from 'react';
import { TaskPage } from './task-page.tsx';

export function AllTasksPage(): ReactNode {
  return <TaskPage />;
}
