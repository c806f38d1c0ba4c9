import type { ReactNode } from 'react';
import { TaskPage } from './task-page.tsx';

export function TodayPage(): ReactNode {
  return <TaskPage today />;
}
