import { openApi } from '@taskyard/contract';
import { expect, it } from 'vitest';
import { type ApiDescription, onThisSite } from './on-this-site.ts';

it("the page's description has the site's own API alone, and leaves signing in to the page", () => {
  const whole: ApiDescription = JSON.parse(
    JSON.stringify(
      openApi({
        serverUrl: 'https://people.example.com/dev',
        automationUrl: 'https://automation.example.com/dev',
        signInUrl: 'https://sign-in.example.com',
      }),
    ),
  );
  const shown = onThisSite(whole, '/api/');
  expect(shown.servers).toEqual([{ url: '/api' }]);
  expect(JSON.stringify(shown)).not.toContain('example.com');
  expect(shown.components).not.toHaveProperty('securitySchemes');
  expect(Object.keys(shown.paths)).toEqual(Object.keys(whole.paths));
  expect(shown.paths['/tasks']?.get).toEqual({ ...whole.paths['/tasks']?.get, security: [] });
});
