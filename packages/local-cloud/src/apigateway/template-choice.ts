import { type MappingTemplate, mappingTemplate } from './mapping-template.ts';
import { firstMediaType } from './media-types.ts';
import type { PassthroughBehavior } from './rest-api-model.ts';

export type Templates = ReadonlyMap<string, MappingTemplate>;

/** Compiles templates by content type, in the order of the API's definition. */
export function templates(sources: Readonly<Record<string, string>>): Templates {
  return new Map(
    Object.entries(sources).map(([mediaType, source]) => [mediaType.toLowerCase(), mappingTemplate(source)]),
  );
}

/** `pass` hands the body on as it is; `unsupported` answers 415. */
export type RequestTemplate = MappingTemplate | 'pass' | 'unsupported';

/**
 * The request template for a Content-Type (`application/json` when there is none) under the passthrough
 * behavior.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function requestTemplate(
  choices: Templates,
  contentType: string | undefined,
  passthrough: PassthroughBehavior,
): RequestTemplate {
  const wanted = contentType === undefined ? '' : firstMediaType(contentType);
  const chosen = choices.get(wanted === '' ? 'application/json' : wanted);
  if (chosen !== undefined) return chosen;
  if (passthrough === 'NEVER') return 'unsupported';
  return passthrough === 'WHEN_NO_TEMPLATES' && choices.size > 0 ? 'unsupported' : 'pass';
}

/** The response template for an Accept value: its own, else `application/json`, else the first. */
export function responseTemplate(
  choices: Templates,
  accept: string | undefined,
): readonly [mediaType: string, template: MappingTemplate] | undefined {
  const wanted = accept === undefined ? 'application/json' : firstMediaType(accept);
  for (const mediaType of [wanted, 'application/json', ...choices.keys()]) {
    const template = choices.get(mediaType);
    if (template !== undefined) return [mediaType, template];
  }
  return undefined;
}
