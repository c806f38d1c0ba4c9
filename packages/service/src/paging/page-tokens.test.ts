import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../api/api-problem.ts';
import { createPageTokens } from './page-tokens.ts';

const key = randomBytes(32);
const tokens = createPageTokens(async () => key);
const list = ['listTasks', 'ada', ''];

describe('a page token', () => {
  it('gives back where its list went on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), fc.string({ minLength: 1 }), async (of, position) => {
        const token = await tokens.seal(of, position);
        expect(token).toMatch(/^[\w-]+$/);
        expect(await tokens.open(of, token)).toBe(position);
      }),
    );
  });

  it('fits into what the contract allows', async () => {
    const token = await tokens.seal(list, '01890a5d-ac96-774b-bcce-b302099a8057');
    expect(token.length).toBeLessThan(128);
  });

  it.each([
    ['another caller', ['listTasks', 'ben', '']],
    ['another filter', ['listTasks', 'ada', 'PENDING']],
    ['another operation', ['listNotes', 'ada', '']],
    ['parts that only look alike', ['listTasks', 'ada"', '']],
  ])('is refused for %s', async (_name, other) => {
    const token = await tokens.seal(list, 'x');
    await expect(tokens.open(other, token)).rejects.toThrow(ApiProblem);
  });

  it('is refused under another key', async () => {
    const other = createPageTokens(async () => randomBytes(32));
    await expect(other.open(list, await tokens.seal(list, 'x'))).rejects.toThrow(ApiProblem);
  });

  it('is refused with any one character changed, cut or added', async () => {
    const token = await tokens.seal(list, '01890a5d-ac96-774b-bcce-b302099a8057');
    const altered = [
      ...[...token].map(
        (letter, at) => `${token.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`,
      ),
      ...[...token].map((_letter, at) => token.slice(0, at)),
      `${token}A`,
      `${token}=`,
      ` ${token}`,
      `${token.slice(0, 5)}.${token.slice(5)}`,
    ];
    for (const wrong of altered) {
      await expect(tokens.open(list, wrong), wrong).rejects.toMatchObject({
        kind: 'invalid-request',
        errors: [{ pointer: 'pageToken' }],
      });
    }
  });
});
