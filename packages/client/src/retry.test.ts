import { describe, expect, it } from 'vitest';
import { ProblemError } from './problem-error.ts';
import type { CallOptions, OperationRow } from './request.ts';
import { pause, waitBeforeRetry } from './retry.ts';

type Method = OperationRow['method'];

const answered = (status: number, retryAfter?: number): ProblemError =>
  new ProblemError({ type: 'about:blank', title: 'No', status }, retryAfter);

const NO_ANSWER = new TypeError('fetch failed');
const KEY: CallOptions = { idempotencyKey: 'k' };

describe('a call is sent again', () => {
  it.each<[name: string, error: unknown, method: Method, options: CallOptions, again: boolean]>([
    ['a read without an answer', NO_ANSWER, 'GET', {}, true],
    ['a read that failed', answered(500), 'GET', {}, true],
    ['a read behind a broken proxy', answered(502), 'GET', {}, true],
    ['a read that was throttled', answered(429), 'GET', {}, true],
    ['a read of what is not there', answered(404), 'GET', {}, false],
    ['a read with an expired token', answered(401), 'GET', {}, false],
    ['a create with a key without an answer', NO_ANSWER, 'POST', KEY, true],
    ['a create with a key that failed', answered(500), 'POST', KEY, true],
    ['a create with a key in flight', answered(409, 1), 'POST', KEY, false],
    ['a create without a key', NO_ANSWER, 'POST', {}, false],
    ['a create without a key that was turned away', answered(503), 'POST', {}, false],
    ['a change that was turned away', answered(503), 'PUT', {}, true],
    ['a change that may have happened', answered(500), 'PUT', {}, false],
    ['a change without an answer', NO_ANSWER, 'PUT', {}, false],
    ['a merge patch', answered(503), 'PATCH', {}, false],
    ['a deletion that was turned away', answered(429), 'DELETE', {}, true],
    ['a deletion without an answer', NO_ANSWER, 'DELETE', {}, false],
    ['what the caller aborted', new DOMException('', 'AbortError'), 'GET', {}, false],
  ])('%s: %#', (_name, error, method, options, again) => {
    const wait = waitBeforeRetry(error, { method }, options, 1, () => 0.5);
    expect(wait !== undefined).toBe(again);
  });
});

describe('the wait', () => {
  const wait = (error: unknown, tried: number, random: number) =>
    waitBeforeRetry(error, { method: 'GET' }, {}, tried, () => random);

  it('doubles, up to a limit', () => {
    expect([1, 2, 3, 20].map((tried) => wait(NO_ANSWER, tried, 1))).toEqual([400, 800, 1600, 20_000]);
  });

  it('is anything below that', () => {
    expect(wait(NO_ANSWER, 3, 0)).toBe(0);
  });

  it('is at least what the service asks for, unless that is too long', () => {
    expect(wait(answered(503, 3), 1, 0)).toBe(3000);
    expect(wait(answered(429, 3600), 1, 0)).toBeUndefined();
  });

  it('ends when the caller gives up', async () => {
    const controller = new AbortController();
    const waiting = pause(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(pause(60_000, controller.signal)).rejects.toThrow('enough');
  });
});
