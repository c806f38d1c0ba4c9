import './styles/mantine.css';
import './styles/tokens.css';
import './styles/global.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AuthProvider } from 'react-oidc-context';
import { watchConnection } from './api/connection.ts';
import { App } from './app.tsx';
import { loadAppConfig } from './session/app-config.ts';
import { DOCS_PATH, returnPath } from './session/return-path.ts';
import { createSession, SessionContext } from './session/session.ts';
import { createUserManager } from './session/user-manager.ts';
import { FatalPage } from './shell/fatal-page.tsx';
import { theme } from './theme.ts';

/** Where the person was before they signed in. The page about the API is none of this application. */
function goOnAt(path: string): void {
  if (path.startsWith(DOCS_PATH)) location.replace(path);
  else history.replaceState(null, '', path);
}

async function start(container: HTMLElement): Promise<void> {
  const root = createRoot(container);
  const framed = (page: React.ReactNode): React.ReactNode => (
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        {page}
      </MantineProvider>
    </StrictMode>
  );
  try {
    const config = await loadAppConfig();
    const manager = createUserManager(config);
    const session = createSession(config, manager);
    await session.restore();
    const connection = watchConnection(config.apiUrl);
    root.render(
      framed(
        <AuthProvider userManager={manager} onSigninCallback={(user) => goOnAt(returnPath(user?.state))}>
          <SessionContext value={session}>
            <App connection={connection} />
          </SessionContext>
        </AuthProvider>,
      ),
    );
  } catch (error) {
    root.render(framed(<FatalPage error={error} />));
  }
}

const container = document.getElementById('app');
if (container !== null) void start(container);
