import * as z from 'zod';
import type { OpenApiDocument } from './about/open-api-document.ts';
import { type Operation, pathParameters } from './operation.ts';
import { allScopes, moduleNames, operationList } from './operations.ts';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';

/** A JSON object of an OpenAPI document. */
export interface OpenApiObject {
  readonly [name: string]: unknown;
}

export interface OpenApiOptions {
  /** Where the API is reached. */
  readonly serverUrl: string;
  /** Where the automation API is reached; with it the document tells of personal access tokens. */
  readonly automationUrl?: string;
  /** The base of the sign-in pages; with it the document says how to get a token. */
  readonly signInUrl?: string;
}

/** The OpenAPI 3.1 document of the whole table of operations. */
export function openApi(options: OpenApiOptions): OpenApiDocument {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, OpenApiObject>> = {};
  for (const operation of operationList) {
    paths[operation.resource] = {
      ...paths[operation.resource],
      [operation.method.toLowerCase()]: operationObject(
        operation,
        schemas,
        options.automationUrl !== undefined,
      ),
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Taskyard',
      version: '0.1.0',
      description: 'Every GET also answers HEAD, with the same status and headers.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      { url: options.serverUrl.replace(/\/$/, ''), description: 'For people who signed in' },
      ...(options.automationUrl === undefined
        ? []
        : [{ url: options.automationUrl.replace(/\/$/, ''), description: 'For personal access tokens' }]),
    ],
    tags: moduleNames.map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas.components(), GatewayMessage: gatewayMessage },
      securitySchemes: {
        signIn: securityScheme(options.signInUrl),
        ...(options.automationUrl === undefined
          ? {}
          : { personalToken: { type: 'apiKey', in: 'header', name: 'Authorization' } }),
      },
    },
  };
}

/** What API Gateway itself answers, before a function is asked. */
const gatewayMessage: OpenApiObject = {
  type: 'object',
  properties: { message: { type: ['string', 'null'] } },
};

/** Collects the named schemas that the operations refer to. */
class Schemas {
  readonly #found = new Map<string, z.core.JSONSchema.BaseSchema>();

  /** A reference to a named schema, which joins the components; the schema itself when it has no name. */
  reference(schema: z.ZodType): OpenApiObject {
    const { $defs = {}, $schema: _dialect, ...own } = jsonSchema(schema);
    for (const [name, definition] of Object.entries($defs)) this.#found.set(name, definition);
    return own;
  }

  components(): OpenApiObject {
    return Object.fromEntries([...this.#found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** What was made of schemas already: a problem is among the answers of every operation. */
const derived = new WeakMap<z.ZodType, z.core.JSONSchema.BaseSchema>();

/** The JSON Schema of what `schema` gives, with its references as an OpenAPI document writes them. */
function jsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  const known = derived.get(schema);
  if (known !== undefined) return known;
  const own = z.toJSONSchema(schema, {
    // A format says it all, and its pattern is hard to read.
    override: ({ jsonSchema: json }) => {
      if (json.format !== undefined) delete json.pattern;
    },
  });
  const rewritten: z.core.JSONSchema.BaseSchema = JSON.parse(
    JSON.stringify(own).replaceAll('"#/$defs/', '"#/components/schemas/'),
  );
  derived.set(schema, rewritten);
  return rewritten;
}

/** The members of an object schema, as parameters. */
function members(
  schema: z.ZodType | undefined,
): readonly { name: string; required: boolean; schema: unknown }[] {
  if (schema === undefined) return [];
  const json = jsonSchema(schema);
  const { properties = {}, required = [] } = json.$defs?.[schema.meta()?.id ?? ''] ?? json;
  return Object.entries(properties).map(([name, member]) => ({
    name,
    required: required.includes(name),
    schema: member,
  }));
}

function operationObject(operation: Operation, schemas: Schemas, automation: boolean): OpenApiObject {
  const { path, query, body } = operation.input;
  const inPath = members(path);
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.module],
    security: security(operation, automation),
    parameters: [
      ...pathParameters(operation.resource).map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: inPath.find((member) => member.name === name)?.schema ?? { type: 'string' },
      })),
      ...members(query).map((member) => ({ ...member, in: 'query' })),
      ...(operation.requestHeaders ?? []).map((name) => ({ name, in: 'header', schema: { type: 'string' } })),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              (operation.mediaTypes ?? []).map((type) => [type, { schema: schemas.reference(body) }]),
            ),
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, form]) => [
          status,
          {
            description: form.description,
            ...(form.headers === undefined
              ? {}
              : {
                  headers: Object.fromEntries(
                    form.headers.map((name) => [name, { schema: { type: 'string' } }]),
                  ),
                }),
            ...(form.schema === undefined
              ? {}
              : {
                  content: {
                    [Number(status) < 400 ? 'application/json' : PROBLEM_MEDIA_TYPE]: {
                      schema: schemas.reference(form.schema),
                    },
                  },
                }),
          },
        ]),
      ),
      default: {
        description: 'API Gateway refused the request (no token, a wrong one, too many requests).',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } },
      },
    },
  };
}

/** The ways to be allowed an operation. None for what is open to everybody. */
function security({ scope, peopleOnly }: Operation, automation: boolean): readonly OpenApiObject[] {
  if (scope === 'none') return [];
  const needed = scope === 'any' ? [] : [scope];
  return [{ signIn: needed }, ...(automation && peopleOnly !== true ? [{ personalToken: needed }] : [])];
}

function securityScheme(signInUrl: string | undefined): OpenApiObject {
  if (signInUrl === undefined) return { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };
  const scopes = Object.fromEntries(
    allScopes.map((scope) => [scope, scope.endsWith('/read') ? 'Read.' : 'Read and change.']),
  );
  return {
    type: 'oauth2',
    flows: {
      authorizationCode: {
        authorizationUrl: `${signInUrl}/oauth2/authorize`,
        tokenUrl: `${signInUrl}/oauth2/token`,
        scopes,
      },
    },
  };
}
