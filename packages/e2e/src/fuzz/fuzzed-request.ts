import fc from 'fast-check';
import { anyJson, type JsonSchema, schemaValue } from './schema-values.ts';

/** One operation of the OpenAPI document. */
export interface DocumentedOperation {
  readonly name: string;
  readonly method: string;
  /** `/tasks/{taskId}`. */
  readonly resource: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
  readonly body: { readonly mediaTypes: readonly string[]; readonly schema: JsonSchema } | undefined;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** A request of an operation that may be wrong in any way. */
export interface FuzzedRequest {
  readonly operation: DocumentedOperation;
  /** What to put for each path parameter; a number chooses among the things that exist. */
  readonly path: Readonly<Record<string, string | number>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body; undefined for none. */
  readonly body: string | undefined;
}

type Components = Readonly<Record<string, JsonSchema>>;

/** The operations of an OpenAPI 3.1 document. */
export function documentedOperations(
  document: Readonly<Record<string, unknown>>,
): readonly DocumentedOperation[] {
  return Object.entries(Object(document.paths)).flatMap(([resource, methods]) =>
    Object.entries(Object(methods)).map(([method, found]) => {
      const operation = Object(found);
      const content: Readonly<Record<string, { readonly schema: JsonSchema }>> | undefined =
        operation.requestBody?.content;
      const [first] = Object.values(content ?? {});
      return {
        name: operation.operationId,
        method: method.toUpperCase(),
        resource,
        parameters: operation.parameters,
        body:
          first === undefined ? undefined : { mediaTypes: Object.keys(content ?? {}), schema: first.schema },
        responses: operation.responses,
      };
    }),
  );
}

/** Header values as far as a client can send them. */
const headerText: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[!-~]{1,60}$/),
  fc.constantFrom('"1-1"', '*', 'W/"1-1"', '"1-1", "2-1"', 'x'.repeat(2_000)),
);

const pathText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.uuid(),
    fc.constantFrom('%00', '..%2f', '{taskId}', 'ä', '💥'),
  )
  // Dots alone are taken out of a URL before it is sent.
  .filter((text) => !/^\.{1,2}$/.test(text) && !/\p{Surrogate}/u.test(text));

/** Requests of all operations, each as likely as another. */
export function fuzzedRequest(
  operations: readonly DocumentedOperation[],
  components: Components,
): fc.Arbitrary<FuzzedRequest> {
  return fc.oneof(...operations.map((operation) => requestOf(operation, components)));
}

function requestOf(operation: DocumentedOperation, components: Components): fc.Arbitrary<FuzzedRequest> {
  const named = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
  const existing = fc.nat({ max: 1_000 });
  const path = fc.record(
    Object.fromEntries(
      named('path').map(({ name }) => [
        name,
        fc.oneof({ weight: 4, arbitrary: existing }, { weight: 1, arbitrary: pathText }),
      ]),
    ),
  );
  const query = fc
    .record(
      Object.fromEntries(
        named('query').map(({ name, schema }) => [name, schemaValue(schema, components).map(asText)]),
      ),
      { requiredKeys: [] },
    )
    .chain((values) => {
      const pairs = Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      const strange = fc.tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 20 }));
      return fc.oneof(
        // A few of them at a time, or hardly anything would be right as a whole.
        { weight: 8, arbitrary: fc.subarray(pairs, { maxLength: Math.min(2, pairs.length) }) },
        { weight: 1, arbitrary: fc.constant(pairs) },
        { weight: 1, arbitrary: strange.map((pair) => [...pairs, pair]) },
      );
    });
  const headers = fc.record(Object.fromEntries(named('header').map(({ name }) => [name, headerText])), {
    requiredKeys: [],
  });
  return fc
    .record({ path, query, headers, body: bodyOf(operation, components) })
    .map(({ body, headers: own, ...rest }) => ({
      operation,
      ...rest,
      headers: { ...own, ...(body === undefined ? {} : { 'Content-Type': body.mediaType }) },
      body: body?.text,
    }));
}

interface FuzzedBody {
  readonly text: string;
  readonly mediaType: string;
}

function bodyOf(
  { method, body }: DocumentedOperation,
  components: Components,
): fc.Arbitrary<FuzzedBody | undefined> {
  // fetch sends no body with GET.
  if (method === 'GET') return fc.constant(undefined);
  const json = JSON.stringify;
  if (body === undefined) {
    return fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: anyJson.map((value) => ({ text: json(value), mediaType: 'application/json' })),
      },
    );
  }
  const right = fc.record({
    text: schemaValue(body.schema, components).map((value) => json(value)),
    mediaType: fc.constantFrom(...body.mediaTypes),
  });
  return fc.oneof(
    { weight: 14, arbitrary: right },
    { weight: 1, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        text: fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.constantFrom(
            '{"title": ',
            '[[[[',
            '"\\ud800"',
            '{"a":1}{"a":2}',
            `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
          ),
        ),
        mediaType: fc.constantFrom(
          'application/json',
          'text/plain',
          'application/xml',
          'multipart/form-data',
          'nonsense',
        ),
      }),
    },
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
