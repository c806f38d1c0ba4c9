import { expect, it } from 'vitest';
import { attachmentDisposition, safeContentType } from './presentation.ts';

it.each([
  ['plan.pdf', `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`],
  ['Überblick.pdf', `attachment; filename="Uberblick.pdf"; filename*=UTF-8''%C3%9Cberblick.pdf`],
  ['"; a=b\\', `attachment; filename="_; a=b_"; filename*=UTF-8''%22%3B%20a%3Db%5C`],
  [`it's (1)*.txt`, `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ['計画', `attachment; filename="file"; filename*=UTF-8''%E8%A8%88%E7%94%BB`],
])('has browsers save %s under its name', (name, expected) => {
  expect(attachmentDisposition(name)).toBe(expected);
});

it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript', 'x-made/up'])(
  'gives %s out as plain bytes',
  (contentType) => {
    expect(safeContentType(contentType)).toBe('application/octet-stream');
  },
);

it('keeps the type of what no browser runs', () => {
  expect(safeContentType('image/png')).toBe('image/png');
});
