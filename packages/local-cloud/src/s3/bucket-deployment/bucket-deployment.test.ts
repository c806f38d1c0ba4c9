import { expect, it } from 'vitest';
import { contentTypeOf } from './content-type.ts';
import { fileFilter } from './file-filter.ts';
import { replaceMarkers } from './marker.ts';

it.each<[path: string, exclude: string[], include: string[], meant: boolean]>([
  ['a.txt', [], [], true],
  ['a.txt', ['*.txt'], [], false],
  ['a/b/c.txt', ['*.txt'], [], false],
  ['a/b/c.txt', ['a/*'], [], false],
  ['ab/c.txt', ['a/*'], [], true],
  ['a/b.js', ['*'], ['a/*'], true],
  ['b.js', ['*'], ['a/*'], false],
  ['axb', ['a.b'], [], true],
  ['a1', ['a[0-9]'], [], false],
  ['ax', ['a[!0-9]'], [], false],
  ['a(b', ['a(b'], [], false],
])('%s without %j but with %j: %s', (path, exclude, include, meant) => {
  expect(fileFilter(exclude, include)(path)).toBe(meant);
});

it.each<
  [
    text: string,
    markers: Record<string, unknown>,
    jsonEscape: boolean,
    encoding: string | undefined,
    written: string,
  ]
>([
  ['{"a":"<<m>>/x"}', { '<<m>>': 'https://a "b"' }, true, undefined, '{"a":"https://a \\"b\\"/x"}'],
  ['a <<m>> <<m>>', { '<<m>>': '$&' }, false, undefined, 'a $& $&'],
  ['a: <<m>>', { '<<m>>': 'yes' }, false, 'YAML_STRING', 'a: "yes"'],
  ['a: <<m>>', { '<<m>>': 'plain' }, false, 'YAML_STRING', 'a: plain'],
  ['{"a":<<m>>}', { '<<m>>': ['x'] }, false, 'JSON_VALUE', '{"a":["x"]}'],
])('writes %s with %j', (text, markers, jsonEscape, encoding, written) => {
  const encodings = encoding === undefined ? {} : { '<<m>>': encoding };
  expect(replaceMarkers(text, markers, { jsonEscape, encodings })).toBe(written);
});

it('writes no list where a text belongs', () => {
  expect(() => replaceMarkers('<<m>>', { '<<m>>': [] }, { jsonEscape: false, encodings: {} })).toThrow(
    '<<m>>',
  );
});

it.each([
  ['index.html', 'text/html'],
  ['assets/a.B.JS', 'text/javascript'],
  ['icon.svg', 'image/svg+xml'],
  ['a.constructor', 'binary/octet-stream'],
  ['LICENSE', 'binary/octet-stream'],
])('%s is %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type);
});
