import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { readNotesSearch } from './notes/notes-search.ts';
import { readRecordsSearch } from './records/records-search.ts';
import { FullPageLoader } from './shell/full-page-loader.tsx';
import { Notice } from './shell/notice.tsx';
import { Page } from './shell/page.tsx';
import { Shell } from './shell/shell.tsx';
import { TaskConflicts } from './tasks/conflict-dialog.tsx';
import { readTaskSearch } from './tasks/task-search.ts';
import { placeTexts } from './texts/place-texts.ts';
import { shellTexts } from './texts/shell-texts.ts';

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

const list = createRoute({
  getParentRoute: () => root,
  path: '/lists/$listId',
  validateSearch: readTaskSearch,
  component: lazyRouteComponent(() => import('./tasks/lists/list-page.tsx'), 'ListPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('./tasks/lists/join-page.tsx'), 'JoinPage'),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile/profile-page.tsx'), 'ProfilePage'),
});

const transfers = createRoute({
  getParentRoute: () => root,
  path: '/transfers',
  component: lazyRouteComponent(() => import('./transfers/transfers-page.tsx'), 'TransfersPage'),
});

const trash = createRoute({
  getParentRoute: () => root,
  path: '/trash',
  component: lazyRouteComponent(() => import('./tasks/trash/trash-page.tsx'), 'TrashPage'),
});

const tokens = createRoute({
  getParentRoute: () => root,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./tokens/tokens-page.tsx'), 'TokensPage'),
});

const notes = createRoute({
  getParentRoute: () => root,
  path: '/notes',
  validateSearch: readNotesSearch,
  component: lazyRouteComponent(() => import('./notes/notes-page.tsx'), 'NotesPage'),
});

const items = createRoute({
  getParentRoute: () => root,
  path: '/items',
  component: lazyRouteComponent(() => import('./items/items-page.tsx'), 'ItemsPage'),
});

const records = createRoute({
  getParentRoute: () => root,
  path: '/records',
  validateSearch: readRecordsSearch,
  component: lazyRouteComponent(() => import('./records/records-page.tsx'), 'RecordsPage'),
});

const networks = createRoute({
  getParentRoute: () => root,
  path: '/networks',
  component: lazyRouteComponent(() => import('./networks/networks-page.tsx'), 'NetworksPage'),
});

const routeTree = root.addChildren([
  first,
  tasks,
  today,
  board,
  notes,
  items,
  records,
  networks,
  list,
  join,
  profile,
  transfers,
  trash,
  tokens,
]);

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
    <Page title={shellTexts.notFound}>
      <Notice icon="search" title={shellTexts.notFoundText}>
        <Link to="/tasks">{placeTexts.allTasks}</Link>
      </Notice>
    </Page>
  );
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
