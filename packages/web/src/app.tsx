import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useAuth } from 'react-oidc-context';
import { ApiContext, createApiClient } from './api/api-client.ts';
import type { Connection } from './api/connection.ts';
import { keepOutbox } from './api/outbox.ts';
import { createQueryClient } from './api/query-client.ts';
import { createDeletions, DeletionsContext } from './deletions/deletions.ts';
import { keptDeletions } from './deletions/kept-deletions.ts';
import { createAppRouter } from './router.tsx';
import { type Session, useSession } from './session/session.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { FullPageLoader } from './shell/full-page-loader.tsx';
import { registerTaskMutations } from './tasks/register-task-mutations.ts';

/** The sign-in page, or for somebody who is signed in, the application. */
export function App({ connection }: { readonly connection: Connection }): ReactNode {
  const auth = useAuth();
  const session = useSession();
  const owner = auth.user?.profile.sub;
  // Somebody whose token has expired is still known: signing in again happens over the page.
  if (auth.isLoading && owner === undefined) return <FullPageLoader />;
  if (owner === undefined) return <SignInPage {...(auth.error === undefined ? {} : { error: auth.error })} />;
  return <SignedIn key={owner} owner={owner} session={session} connection={connection} />;
}

interface SignedInProps {
  readonly owner: string;
  readonly session: Session;
  readonly connection: Connection;
}

function SignedIn({ owner, session, connection }: SignedInProps): ReactNode {
  const [{ api, queryClient, deletions, router }] = useState(() => {
    const api = createApiClient(session, connection);
    const queryClient = createQueryClient();
    registerTaskMutations(queryClient, api);
    const deletions = createDeletions(queryClient, api, keptDeletions(localStorage, owner));
    return { api, queryClient, deletions, router: createAppRouter() };
  });
  useEffect(() => keepOutbox(queryClient, owner), [queryClient, owner]);
  useEffect(() => {
    const stop = deletions.resume();
    const finish = (): Promise<void> => deletions.finish();
    const stay = session.onSignOut(finish);
    window.addEventListener('pagehide', finish);
    return () => {
      stop();
      stay();
      window.removeEventListener('pagehide', finish);
    };
  }, [deletions, session]);
  return (
    <QueryClientProvider client={queryClient}>
      <ApiContext value={api}>
        <DeletionsContext value={deletions}>
          <RouterProvider router={router} />
        </DeletionsContext>
      </ApiContext>
    </QueryClientProvider>
  );
}
