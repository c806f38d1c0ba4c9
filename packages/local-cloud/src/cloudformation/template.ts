import type { Json, JsonObject } from './resource-provider.ts';

/** A resource as the template declares it, intrinsics not yet resolved. */
export interface TemplateResource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
  /** `Delete` (the default), `Retain`, `RetainExceptOnCreate` or `Snapshot`. */
  readonly deletionPolicy: string;
  /** Where CDK made it, such as `Shop/Orders/Resource`; undefined when the template does not say. */
  readonly constructPath: string | undefined;
}

export interface TemplateParameter {
  readonly type: string;
  readonly default: string | undefined;
}

export interface TemplateOutput {
  readonly value: Json;
  readonly exportName: Json | undefined;
  readonly condition: string | undefined;
}

/** A CloudFormation template, its sections separated and nothing resolved. */
export interface Template {
  readonly parameters: Readonly<Record<string, TemplateParameter>>;
  readonly mappings: JsonObject;
  readonly conditions: Readonly<Record<string, Json>>;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, TemplateOutput>>;
  /** Macros the template asks for. */
  readonly transforms: readonly string[];
}

/** A template that CloudFormation would refuse; the message says where. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

/** Reads a template's JSON. `source` names it in errors. Throws TemplateError. */
export function parseTemplate(json: unknown, source: string): Template {
  const template = objectAt(json, source);
  return {
    parameters: mapObject(template.Parameters, `${source}: Parameters`, (parameter) => ({
      type: String(parameter.Type ?? 'String'),
      default: parameter.Default === undefined ? undefined : String(parameter.Default),
    })),
    mappings: objectAt(template.Mappings ?? {}, `${source}: Mappings`),
    conditions: objectAt(template.Conditions ?? {}, `${source}: Conditions`),
    resources: mapObject(template.Resources, `${source}: Resources`, parseResource),
    outputs: mapObject(template.Outputs, `${source}: Outputs`, (output, at) => {
      if (output.Value === undefined) throw new TemplateError(`${at} has no Value.`);
      return {
        value: output.Value,
        exportName: output.Export === undefined ? undefined : objectAt(output.Export, at).Name,
        condition: optionalText(output.Condition, `${at}: Condition`),
      };
    }),
    transforms: [template.Transform ?? []].flat().map((transform) => String(transform)),
  };
}

function parseResource(resource: JsonObject, at: string): TemplateResource {
  if (typeof resource.Type !== 'string') throw new TemplateError(`${at} has no Type.`);
  return {
    type: resource.Type,
    properties: objectAt(resource.Properties ?? {}, `${at}: Properties`),
    dependsOn: [resource.DependsOn ?? []].flat().map((id) => String(id)),
    condition: optionalText(resource.Condition, `${at}: Condition`),
    deletionPolicy: optionalText(resource.DeletionPolicy, `${at}: DeletionPolicy`) ?? 'Delete',
    constructPath: optionalText(
      objectAt(resource.Metadata ?? {}, `${at}: Metadata`)['aws:cdk:path'],
      `${at}: aws:cdk:path`,
    ),
  };
}

function mapObject<Parsed>(
  value: Json | undefined,
  at: string,
  parse: (value: JsonObject, at: string) => Parsed,
): Record<string, Parsed> {
  return Object.fromEntries(
    Object.entries(objectAt(value ?? {}, at)).map(([name, entry]) => [
      name,
      parse(entryAt(entry, `${at}.${name}`), `${at}.${name}`),
    ]),
  );
}

function entryAt(entry: Json, at: string): JsonObject {
  if (at.includes('.Fn::ForEach::')) throw new TemplateError(`${at}: loops are not supported.`);
  return objectAt(entry, at);
}

function objectAt(value: unknown, at: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TemplateError(`${at} is not an object.`);
  }
  return value as JsonObject;
}

function optionalText(value: Json | undefined, at: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new TemplateError(`${at} is not a string.`);
}
