import { expect, it } from 'vitest';
import { findingOf } from './log-findings.ts';

const sentence = (resource: string): string =>
  `User: arn:aws:sts::1:assumed-role/r/f is not authorized to perform: s3:GetObject on resource: ${resource} because no identity-based policy allows the s3:GetObject action`;
const denied = sentence('arn:aws:s3:::b/k');
const quoted = sentence('"arn:aws:s3:::b/k"');

it.each([
  ['a plain line', '2026-01-01T00:00:00.000Z\tid\tINFO\thello\n', undefined],
  ['an error', '2026-01-01T00:00:00.000Z\tid\tERROR\toh\nno\n', 'oh no'],
  ['an error in JSON', '{"level":"ERROR","message":"oh no"}', 'oh no'],
  ['an error in JSON with more', '{"level":"ERROR","message":"oh","error":{"message":"no"}}', 'oh: no'],
  ['a warning in JSON', '{"level":"WARN","message":"hm"}', undefined],
  ["Node's own warning", '2026-01-01T00:00:00.000Z\tid\tERROR\t(node:1) Warning: old\n', undefined],
  ['an error that Python logs', '[ERROR]\t2026-01-01T00:00:00.12Z\tid\toh no\n', 'oh no'],
  ["an error of Python's runtime", '[ERROR] KeyError: oh\nTraceback', 'KeyError: oh Traceback'],
  ['a denial', `2026-01-01T00:00:00.000Z\tid\tINFO\t${denied}\n`, denied],
  ['a denial in JSON', JSON.stringify({ level: 'WARN', message: { name: 'x', text: denied } }), denied],
  ['a quoted resource in JSON', JSON.stringify({ level: 'ERROR', message: quoted }), quoted],
  [
    'a token',
    'x\tid\tERROR\tbad token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl\n',
    'bad token [token]',
  ],
])('finds what matters in %s', (_name, line, expected) => {
  expect(findingOf(line)?.text).toBe(expected);
});

it('is short, and quick with long lines', () => {
  const long = `x\tid\tERROR\t${'is not authorized to perform: '.repeat(20_000)}`;
  expect(findingOf(long)?.text.length).toBeLessThan(1000);
});
