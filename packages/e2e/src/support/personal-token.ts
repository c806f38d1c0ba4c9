import type { NewlyMadeToken, NewToken } from '@taskyard/contract';
import { call } from './call-api.ts';
import type { Outputs } from './outputs.ts';
import type { Person } from './person.ts';

/** Makes a personal access token for somebody who signed in. Throws when it is refused. */
export async function personalToken(
  outputs: Outputs,
  person: Person,
  wanted: Partial<NewToken> = {},
): Promise<NewlyMadeToken> {
  const body: NewToken = { name: 'scenario', scopes: ['tasks/read', 'tasks/write'], ...wanted };
  const answer = await call(outputs, { method: 'POST', path: 'tokens', token: person.accessToken, body });
  if (answer.status !== 201) throw new Error(`No token was made: ${answer.status} ${answer.text}`);
  return answer.json as NewlyMadeToken;
}
