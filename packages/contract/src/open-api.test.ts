import { describe, expect, it } from 'vitest';
import { openApi } from './open-api.ts';
import { operationList } from './operations.ts';

const document = openApi({
  serverUrl: 'https://api.example.com/dev/',
  signInUrl: 'https://sign-in.example.com',
});

/** All values of `$ref` in a document. */
function references(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' ? [String(member)] : references(member),
  );
}

function at(pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
      document,
    );
}

describe('the OpenAPI document', () => {
  it('is JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('refers only to what it has, and has no schema that nothing refers to', () => {
    const used = new Set(references(document));
    for (const reference of used) expect(at(reference), reference).toBeTypeOf('object');
    const named = Object.keys(Object(at('#/components/schemas')));
    expect(named.filter((name) => !used.has(`#/components/schemas/${name}`))).toEqual([]);
  });

  it.each(operationList)('has $name with its parameters and answers', (operation) => {
    const paths = Object(document.paths);
    const row = Object(paths[operation.resource])[operation.method.toLowerCase()];
    expect(row).toMatchObject({
      operationId: operation.name,
      security:
        operation.scope === 'none' ? [] : [{ signIn: operation.scope === 'any' ? [] : [operation.scope] }],
    });
    expect(Object.keys(row.responses)).toEqual([...Object.keys(operation.answers), 'default']);
  });

  it('tells the parameters of a list', () => {
    expect(Object(document.paths)['/tasks'].get.parameters).toEqual(
      expect.arrayContaining([
        {
          name: 'pageSize',
          in: 'query',
          required: false,
          schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
        },
        {
          name: 'pageToken',
          in: 'query',
          required: false,
          schema: { type: 'string', minLength: 1, maxLength: 512 },
        },
        {
          name: 'status',
          in: 'query',
          required: false,
          schema: { type: 'string', enum: ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] },
        },
      ]),
    );
  });

  it('tells how to get a token when it knows where', () => {
    expect(at('#/components/securitySchemes/signIn/flows/authorizationCode')).toEqual({
      authorizationUrl: 'https://sign-in.example.com/oauth2/authorize',
      tokenUrl: 'https://sign-in.example.com/oauth2/token',
      scopes: expect.objectContaining({ 'tasks/read': 'Read.', 'tasks/write': 'Read and change.' }),
    });
    expect(Object(openApi({ serverUrl: 'http://x' }).components).securitySchemes.signIn).toMatchObject({
      scheme: 'bearer',
    });
  });

  it('tells of personal access tokens when there is an API for them', () => {
    const both = openApi({
      serverUrl: 'https://a.example.com/dev/',
      automationUrl: 'https://b.example.com/dev/',
    });
    expect(both.servers).toMatchObject([
      { url: 'https://a.example.com/dev' },
      { url: 'https://b.example.com/dev' },
    ]);
    const paths = Object(both.paths);
    expect(paths['/tasks'].get.security).toEqual([
      { signIn: ['tasks/read'] },
      { personalToken: ['tasks/read'] },
    ]);
    expect(paths['/tokens'].get.security).toEqual([{ signIn: ['tokens/read'] }]);
    expect(Object(both.components).securitySchemes.personalToken).toEqual({
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
    });
  });
});
