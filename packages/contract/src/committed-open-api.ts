import { openApi } from './open-api.ts';

/** The OpenAPI document that is committed, for tools which read it without running anything. */
export const OPEN_API_FILE: URL = new URL('../../../docs/openapi.json', import.meta.url);

/** What that file is to hold. The addresses are to be replaced by one's own. */
export function committedOpenApi(): string {
  const document = openApi({
    serverUrl: 'https://people.example.com/dev',
    automationUrl: 'https://automation.example.com/dev',
    signInUrl: 'https://sign-in.example.com',
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}
