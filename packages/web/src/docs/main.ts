import 'swagger-ui-dist/swagger-ui.css';
import './docs.css';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { loadAppConfig } from '../session/app-config.ts';
import { createUserManager } from '../session/user-manager.ts';
import { type DocsSession, docsSession } from './docs-session.ts';
import { type ApiDescription, onThisSite } from './on-this-site.ts';

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}`);
  return found;
}

/** Shows who is signed in, and the button for the other way. */
async function showPerson(session: DocsSession): Promise<void> {
  const email = await session.email();
  element('person').textContent =
    email === undefined ? 'Sign in to try requests out' : `Requests are sent as ${email}`;
  element('sign-in').hidden = email !== undefined;
  element('sign-out').hidden = email === undefined;
}

async function start(): Promise<void> {
  const config = await loadAppConfig();
  const session = docsSession(config, createUserManager(config));
  element('sign-in').addEventListener('click', () => void session.signIn());
  element('sign-out').addEventListener('click', () => void session.signOut());
  const [description] = await Promise.all([
    fetch(`${config.apiUrl}openapi.json`).then((answer): Promise<ApiDescription> => answer.json()),
    showPerson(session),
  ]);
  SwaggerUI({
    spec: onThisSite(description, config.apiUrl),
    domNode: element('api'),
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    docExpansion: 'list',
    filter: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    requestInterceptor: async (request) => {
      // Nobody else gets it, whatever address a request has.
      const own = new URL(request.url, location.href).origin === location.origin;
      const token = own ? await session.accessToken() : undefined;
      if (token !== undefined) request.headers.Authorization = `Bearer ${token}`;
      return request;
    },
  });
}

start().catch((error: unknown) => {
  element('api').textContent = `The description of the API could not be shown: ${String(error)}`;
});
