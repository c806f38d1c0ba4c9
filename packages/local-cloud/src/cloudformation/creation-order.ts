import { attributeReference, intrinsicCall, SUB_PLACEHOLDER } from './intrinsics.ts';
import type { Json } from './resource-provider.ts';
import { TemplateError, type TemplateResource } from './template.ts';

/** The logical ids (and parameter names) that a value refers to through Ref, Fn::GetAtt and Fn::Sub. */
export function referencesOf(value: Json): Set<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: Json, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const call = intrinsicCall(value);
  if (call?.[0] === 'Ref' && typeof call[1] === 'string') {
    found.add(call[1]);
  } else if (call?.[0] === 'Fn::GetAtt') {
    const [logicalId, attribute] = attributeReference(call[1]);
    found.add(logicalId);
    collect(attribute, found);
  } else {
    if (call?.[0] === 'Fn::Sub') collectSub(call[1], found);
    for (const part of Object.values(value)) collect(part, found);
  }
}

function collectSub(argument: Json, found: Set<string>): void {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string') return;
  const own = new Set(Object.keys(variables ?? {}));
  for (const [, literal, inner = ''] of template.matchAll(SUB_PLACEHOLDER)) {
    const name = inner.trim();
    if (literal === '' && !own.has(name)) found.add(name.split('.')[0] ?? name);
  }
}

/**
 * The logical ids in an order in which each stands after all it refers to or depends on; otherwise as
 * in the template. What is not among `resources` (parameters, resources whose condition is false) is
 * passed over. Throws TemplateError for a circle.
 */
export function creationOrder(resources: Readonly<Record<string, TemplateResource>>): string[] {
  const ordered = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]): void => {
    if (ordered.has(logicalId)) return;
    const resource = resources[logicalId];
    if (resource === undefined) return;
    if (path.includes(logicalId)) {
      throw new TemplateError(
        `Circular dependency between resources: [${[...path.slice(path.indexOf(logicalId)), logicalId].join(', ')}]`,
      );
    }
    for (const dependency of [...resource.dependsOn, ...referencesOf(resource.properties)]) {
      visit(dependency, [...path, logicalId]);
    }
    ordered.add(logicalId);
  };
  for (const logicalId of Object.keys(resources)) visit(logicalId, []);
  return [...ordered];
}
