import { Compile, parse } from 'velocityjs';
import type { Exchange } from './exchange.ts';
import { withAuthorizer } from './request-context.ts';
import { TEMPLATE_UTIL, templateInput } from './template-functions.ts';

/** What templates change beside the body, through `$context.requestOverride` and `$context.responseOverride`. */
export interface Overrides {
  readonly requestOverride: {
    readonly header: Record<string, unknown>;
    readonly path: Record<string, unknown>;
    readonly querystring: Record<string, unknown>;
  };
  readonly responseOverride: { status?: unknown; readonly header: Record<string, unknown> };
}

export function noOverrides(): Overrides {
  return {
    requestOverride: { header: {}, path: {}, querystring: {} },
    responseOverride: { header: {} },
  };
}

/**
 * A mapping template ready to be filled in: gives the new body and writes into `overrides`.
 * Throws BodyNotJsonError when it reads a body that is not JSON, and other errors when it is wrong itself.
 */
export type MappingTemplate = (body: string, exchange: Exchange, overrides: Overrides) => string;

/**
 * Compiles a template in the Velocity Template Language. Throws SyntaxError.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function mappingTemplate(template: string): MappingTemplate {
  const syntax = parsed(template.trim());
  return (body, exchange, overrides) =>
    new Compile(syntax, { escape: false, customMethodHandlers: JAVA_METHODS }).render(
      {
        input: templateInput(body, exchange),
        util: TEMPLATE_UTIL,
        context: templateContext(exchange, overrides),
        stageVariables: exchange.facts.variables ?? {},
      },
      {},
      // Undefined references are empty, not their own source text.
      true,
    );
}

type Syntax = ReturnType<typeof parse>;

/** CDK gives every CORS preflight the same template, and parsing one takes longer than filling it in. */
const parsedTemplates = new Map<string, Syntax>();
const REMEMBERED_TEMPLATES = 500;

function parsed(template: string): Syntax {
  const known = parsedTemplates.get(template);
  if (known !== undefined) return known;
  try {
    const syntax = parse(template);
    if (parsedTemplates.size >= REMEMBERED_TEMPLATES) parsedTemplates.clear();
    parsedTemplates.set(template, syntax);
    return syntax;
  } catch (error) {
    throw new SyntaxError(`Not a mapping template: ${error instanceof Error ? error.message : error}`);
  }
}

function templateContext(exchange: Exchange, overrides: Overrides): Record<string, unknown> {
  const context = withAuthorizer(exchange.context, exchange.authorizer);
  const identity = Object.fromEntries(
    Object.entries(context.identity).map(([name, value]) => [name, value ?? '']),
  );
  return { ...context, identity, ...overrides };
}

interface MethodCall {
  readonly property: string;
  readonly context: unknown;
  readonly params: readonly unknown[];
}

/** Methods of Java's strings and collections that templates call and velocityjs does not know. */
const JAVA_METHODS: {
  uid: string;
  match(call: MethodCall): boolean;
  resolve(call: MethodCall): unknown;
}[] = [
  {
    uid: 'length',
    match: ({ property, context }) => property === 'length' && typeof context === 'string',
    resolve: ({ context }) => String(context).length,
  },
  {
    uid: 'isEmpty',
    match: ({ property, context }) => property === 'isEmpty' && isSized(context),
    resolve: ({ context }) => (isSized(context) ? sizeOf(context) === 0 : false),
  },
  {
    uid: 'contains',
    match: ({ property, context }) =>
      property === 'contains' && (typeof context === 'string' || Array.isArray(context)),
    resolve: ({ context, params }) =>
      Array.isArray(context) ? context.includes(params[0]) : String(context).includes(String(params[0])),
  },
  {
    uid: 'containsKey',
    match: ({ property, context }) =>
      property === 'containsKey' && typeof context === 'object' && context !== null,
    resolve: ({ context, params }) => Object.hasOwn(Object(context), String(params[0])),
  },
  {
    uid: 'equalsIgnoreCase',
    match: ({ property, context }) => property === 'equalsIgnoreCase' && typeof context === 'string',
    resolve: ({ context, params }) => String(context).toLowerCase() === String(params[0]).toLowerCase(),
  },
  {
    uid: 'matches',
    match: ({ property, context }) => property === 'matches' && typeof context === 'string',
    resolve: ({ context, params }) => new RegExp(`^(?:${String(params[0])})$`).test(String(context)),
  },
];

function isSized(value: unknown): value is string | object {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

function sizeOf(value: string | object): number {
  return typeof value === 'string' ? value.length : Object.keys(value).length;
}
