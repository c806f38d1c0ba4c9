import { describe, expect, it } from 'vitest';
import { childReference, nextLink } from './relative-reference.ts';

describe('childReference', () => {
  it.each([
    ['https://x.execute-api.us-east-1.amazonaws.com', '/dev/tasks'],
    ['https://x.execute-api.us-east-1.amazonaws.com', '/dev/tasks/'],
    ['https://api.example.com', '/tasks'],
    ['https://api.example.com', '/v1/tasks'],
    ['http://localhost:4566', '/restapis/abc/dev/_user_request_/tasks/'],
  ])('resolves at %s%s', (origin, path) => {
    const resolved = new URL(childReference(path, 'id-1'), origin + path);
    expect(resolved.href).toBe(`${origin}${path.replace(/\/$/, '')}/id-1`);
  });

  it('resolves below a prefix that the function never sees', () => {
    expect(new URL(childReference('/tasks', 'id-1'), 'https://example.com/a/b/tasks').pathname).toBe(
      '/a/b/tasks/id-1',
    );
  });
});

describe('nextLink', () => {
  it('keeps the path and says the whole query', () => {
    const link = nextLink({ status: 'PENDING', pageSize: undefined, pageToken: 'a-b_c' });
    expect(link).toBe('<?status=PENDING&pageToken=a-b_c>; rel="next"');
    const target = /<(.*)>/.exec(link)?.[1] ?? '';
    expect(new URL(target, 'https://example.com/dev/tasks/?x=1').href).toBe(
      'https://example.com/dev/tasks/?status=PENDING&pageToken=a-b_c',
    );
  });
});
