import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { committedOpenApi, OPEN_API_FILE } from './committed-open-api.ts';

it('the committed OpenAPI document is what the table of operations says; npm run openapi writes it', () => {
  expect(JSON.parse(readFileSync(OPEN_API_FILE, 'utf8'))).toEqual(JSON.parse(committedOpenApi()));
});
