import type { ErrorObject, ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import type { JsonObject } from '../cloudformation/resource-provider.ts';
import type { Model } from './rest-api-model.ts';

/** The models of a deployment as JSON Schemas (draft 4). */
export interface ModelSchemas {
  /**
   * What is wrong with a body under a model, as API Gateway would say it; undefined when nothing is.
   * Without a model any JSON will do. An empty body counts as `{}`.
   */
  problemsOf(model: string | undefined, body: Buffer): string | undefined;
}

/** The models that every API has. */
const BUILT_IN: Readonly<Record<string, JsonObject>> = { Empty: {}, Error: { type: 'object' } };

const FORMATS: Readonly<Record<string, RegExp | ((value: string) => boolean)>> = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/,
  email: /^[^\s@]+@[^\s@]+$/,
  hostname: /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/,
  ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
  ipv6: /^[0-9A-Fa-f:.]{2,45}$/,
  uri: (value) => URL.canParse(value),
};

/** Schemas compile when they are first asked. References go by `https://apigateway.amazonaws.com/restapis/<id>/models/<name>`. */
export function modelSchemas(models: readonly Model[], apiId: string): ModelSchemas {
  const sources = new Map<string, JsonObject>(Object.entries(BUILT_IN));
  for (const model of models) sources.set(model.name, model.schema);
  let ajv: AjvDraft04.default | undefined;

  const validatorOf = (model: string): ValidateFunction | undefined => {
    if (ajv === undefined) {
      ajv = new AjvDraft04.default({ strict: false, logger: false, formats: { ...FORMATS } });
      for (const [name, schema] of sources)
        ajv.addSchema(withoutDialect(schema), modelUri(apiId, name), undefined, false);
    }
    return ajv.getSchema(modelUri(apiId, model));
  };

  return {
    problemsOf(model, body) {
      let value: unknown;
      try {
        value = body.length === 0 ? {} : JSON.parse(body.toString());
      } catch {
        return 'the body is not JSON';
      }
      if (model === undefined || model === 'Empty') return undefined;
      const validate = validatorOf(model);
      if (validate === undefined) return `the model ${model} does not exist`;
      return validate(value) ? undefined : `[${(validate.errors ?? []).map(sentence).join(', ')}]`;
    },
  };
}

/** Throws with what is wrong when a model's schema is no schema. References are not followed. */
export function checkModelSchema(schema: JsonObject): void {
  const ajv = new AjvDraft04.default({ strict: false, logger: false, formats: { ...FORMATS } });
  if (ajv.validateSchema(withoutDialect(schema)) !== true) {
    throw new Error(`Invalid model specified: ${ajv.errorsText(ajv.errors)}`);
  }
}

function modelUri(apiId: string, name: string): string {
  return `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;
}

/** Models may name another dialect or an id of their own; API Gateway reads all of them as draft 4. */
function withoutDialect(schema: JsonObject): JsonObject {
  const { $schema: _dialect, id: _id, ...rest } = schema;
  return rest;
}

function sentence(error: ErrorObject): string {
  return `${error.instancePath === '' ? 'object' : error.instancePath} ${error.message ?? 'is wrong'}`;
}
