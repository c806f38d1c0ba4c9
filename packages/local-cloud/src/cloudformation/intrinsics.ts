import { cidrSize, formatCidr, parseCidr } from '../ec2/cidr.ts';
import type { Json, JsonObject } from './resource-provider.ts';
import { TemplateError } from './template.ts';

/** What the intrinsic functions of one stack refer to. */
export interface IntrinsicScope {
  /** A parameter, pseudo parameter or resource; throws TemplateError when there is none. NO_VALUE for AWS::NoValue. */
  ref(name: string): Json | typeof NO_VALUE;
  attribute(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): Json | undefined;
  importValue(exportName: string): string;
  availabilityZones(region: string): readonly string[];
}

/** What AWS::NoValue resolves to: the property or list element is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

type Resolved = Json | typeof NO_VALUE;
type Intrinsic = (argument: Json, scope: IntrinsicScope) => Resolved;

/**
 * `value` with every intrinsic function replaced by what it stands for; undefined when that is
 * AWS::NoValue. Throws TemplateError for a function that is unknown or wrongly used.
 * Source: "Intrinsic function reference" of the AWS CloudFormation user guide.
 */
export function resolveIntrinsics(value: Json, scope: IntrinsicScope): Json | undefined {
  const resolved = resolve(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/** Whether a condition expression (`Fn::Equals`, `Fn::And`, ...) holds. */
export function evaluateCondition(expression: Json, scope: IntrinsicScope): boolean {
  const resolved = resolve(expression, scope);
  if (resolved === true || resolved === 'true') return true;
  if (resolved === false || resolved === 'false') return false;
  throw new TemplateError(`Not a condition: ${JSON.stringify(expression)}`);
}

/** The name and argument of an intrinsic call, or undefined when `value` is plain JSON. */
export function intrinsicCall(value: Json): readonly [name: string, argument: Json] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const entry = entries[0];
  if (entries.length !== 1 || entry === undefined) return undefined;
  return entry[0] === 'Ref' || entry[0] === 'Condition' || entry[0].startsWith('Fn::') ? entry : undefined;
}

/** `${Name}`, `${Name.Attribute}` and `${!Literal}` inside a string of Fn::Sub. */
export const SUB_PLACEHOLDER: RegExp = /\$\{(!?)([^}]*)\}/g;

/** `[logicalId, attribute]` of Fn::GetAtt's argument, in its list or its dotted form. */
export function attributeReference(argument: Json): readonly [logicalId: string, attribute: Json] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot > 0) return [argument.slice(0, dot), argument.slice(dot + 1)];
  } else if (Array.isArray(argument) && argument.length === 2 && typeof argument[0] === 'string') {
    return [argument[0], argument[1]];
  }
  throw new TemplateError(`Fn::GetAtt takes a logical id and an attribute: ${JSON.stringify(argument)}`);
}

function resolve(value: Json, scope: IntrinsicScope): Resolved {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return resolveList(value, scope);
  const call = intrinsicCall(value);
  if (call === undefined) return resolveObject(value as JsonObject, scope);
  const [name, argument] = call;
  // `Condition` is also an ordinary member, as in an IAM statement with nothing else.
  if (name === 'Condition' && typeof argument !== 'string') return resolveObject(value as JsonObject, scope);
  const intrinsic = INTRINSICS[name];
  if (intrinsic === undefined) throw new TemplateError(`The intrinsic function ${name} is not supported.`);
  return intrinsic(argument, scope);
}

function resolveList(list: readonly Json[], scope: IntrinsicScope): Json[] {
  return list.map((entry) => resolve(entry, scope)).filter((entry) => entry !== NO_VALUE);
}

function resolveObject(object: JsonObject, scope: IntrinsicScope): JsonObject {
  const resolved: Record<string, Json> = {};
  for (const [name, entry] of Object.entries(object)) {
    const value = resolve(entry, scope);
    if (value !== NO_VALUE) Object.defineProperty(resolved, name, { value, ...DATA_PROPERTY });
  }
  return resolved;
}

/** Defined, not assigned: a member named `__proto__` stays a member. */
const DATA_PROPERTY = { enumerable: true, writable: true, configurable: true };

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.ref(text(argument, 'Ref')),
  Condition: (argument, scope) => scope.condition(text(argument, 'Condition')),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, attribute] = attributeReference(argument);
    return scope.attribute(logicalId, text(resolve(attribute, scope), 'Fn::GetAtt'));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const own = resolve(variables ?? {}, scope) as JsonObject;
    return text(template, 'Fn::Sub').replaceAll(SUB_PLACEHOLDER, (_whole, literal: string, inner: string) => {
      if (literal !== '') return `\${${inner}}`;
      const name = inner.trim();
      if (Object.hasOwn(own, name)) return text(own[name], 'Fn::Sub');
      const dot = name.indexOf('.');
      const found = dot > 0 ? scope.attribute(name.slice(0, dot), name.slice(dot + 1)) : scope.ref(name);
      return text(found, 'Fn::Sub');
    });
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, values] = pair(argument, 'Fn::Join');
    return list(resolve(values, scope), 'Fn::Join')
      .map((value) => text(value, 'Fn::Join'))
      .join(text(delimiter, 'Fn::Join'));
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, value] = pair(argument, 'Fn::Split');
    return text(resolve(value, scope), 'Fn::Split').split(text(delimiter, 'Fn::Split'));
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = pair(argument, 'Fn::Select');
    const found = list(resolve(values, scope), 'Fn::Select')[Number(resolve(index, scope) as Json)];
    if (found === undefined) throw new TemplateError(`Fn::Select has no element ${JSON.stringify(index)}.`);
    return found;
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument, 'Fn::If');
    const chosen = scope.condition(text(condition, 'Fn::If')) ? yes : no;
    if (chosen === undefined) throw new TemplateError('Fn::If takes a condition and two values.');
    return resolve(chosen, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second, options] = resolveList(list(argument, 'Fn::FindInMap'), scope);
    const keys = [map, first, second].map((key) => text(key, 'Fn::FindInMap')) as [string, string, string];
    const fallback =
      typeof options === 'object' && options !== null && !Array.isArray(options)
        ? (options as JsonObject).DefaultValue
        : undefined;
    const found = scope.mapping(...keys) ?? fallback;
    if (found === undefined) throw new TemplateError(`Fn::FindInMap finds nothing at ${keys.join('.')}.`);
    return found;
  },
  'Fn::ImportValue': (argument, scope) =>
    scope.importValue(text(resolve(argument, scope), 'Fn::ImportValue')),
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::GetAZs': (argument, scope) => [
    ...scope.availabilityZones(text(resolve(argument, scope), 'Fn::GetAZs')),
  ],
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = resolveList(list(argument, 'Fn::Cidr'), scope).map((part) =>
      text(part, 'Fn::Cidr'),
    );
    return cidrBlocks(block ?? '', Number(count), Number(bits));
  },
  'Fn::Length': (argument, scope) => list(resolve(argument, scope), 'Fn::Length').length,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolve(argument, scope)),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = pair(argument, 'Fn::Equals');
    return JSON.stringify(resolve(left, scope)) === JSON.stringify(resolve(right, scope));
  },
  'Fn::And': (argument, scope) => list(argument, 'Fn::And').every((part) => evaluateCondition(part, scope)),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or').some((part) => evaluateCondition(part, scope)),
  'Fn::Not': (argument, scope) => list(argument, 'Fn::Not').every((part) => !evaluateCondition(part, scope)),
};

const MOST_BLOCKS = 256;

/** The first `count` networks of `block` that leave `bits` bits to their hosts. */
function cidrBlocks(block: string, count: number, bits: number): string[] {
  const outer = parseCidr(block);
  const prefix = 32 - bits;
  const isPossible =
    outer !== undefined &&
    Number.isInteger(count) &&
    Number.isInteger(bits) &&
    count >= 1 &&
    count <= MOST_BLOCKS &&
    prefix >= outer.prefix &&
    bits >= 1 &&
    count * cidrSize({ prefix }) <= cidrSize(outer);
  if (!isPossible) {
    throw new TemplateError(`Fn::Cidr cannot cut ${block} into ${count} IPv4 networks of ${bits} bits each.`);
  }
  return Array.from({ length: count }, (_, at) =>
    formatCidr({ address: outer.address + at * cidrSize({ prefix }), prefix }),
  );
}

function text(value: Resolved | undefined, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(
    `${name} takes a string here, not ${value === NO_VALUE ? 'AWS::NoValue' : JSON.stringify(value)}.`,
  );
}

function list(value: Resolved, name: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`${name} takes a list.`);
}

function pair(value: Json, name: string): readonly [Json, Json] {
  const [first, second, ...rest] = list(value, name);
  if (first === undefined || second === undefined || rest.length > 0) {
    throw new TemplateError(`${name} takes a list of two.`);
  }
  return [first, second];
}
