import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FullPageLoader } from './shell/full-page-loader.tsx';
import { Notice } from './shell/notice.tsx';
import { Page } from './shell/page.tsx';
import { Shell } from './shell/shell.tsx';
import { TaskConflicts } from './tasks/conflict-dialog.tsx';
import { readTaskSearch } from './tasks/task-search.ts';
import { texts } from './texts.ts';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const first = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tasks', replace: true });
  },
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: readTaskSearch,
  component: lazyRouteComponent(() => import('./tasks/all-tasks-page.tsx'), 'AllTasksPage'),
});

const today = createRoute({
  getParentRoute: () => root,
  path: '/today',
  validateSearch: readTaskSearch,
  component: lazyRouteComponent(() => import('./tasks/today-page.tsx'), 'TodayPage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/board',
  validateSearch: readTaskSearch,
  component: lazyRouteComponent(() => import('./tasks/board/board-page.tsx'), 'BoardPage'),
});

const routeTree = root.addChildren([first, tasks, today, board]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: FullPageLoader,
  });
}

function Root(): ReactNode {
  return (
    <>
      <Shell />
      <TaskConflicts />
    </>
  );
}

function NotFound(): ReactNode {
  return (
    <Page title={texts.shell.notFound}>
      <Notice icon="search" title={texts.shell.notFoundText}>
        <Link to="/tasks">{texts.places.allTasks}</Link>
      </Notice>
    </Page>
  );
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
