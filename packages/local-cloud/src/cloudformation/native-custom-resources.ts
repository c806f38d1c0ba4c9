import { referencesOf } from './creation-order.ts';
import type { Template, TemplateResource } from './template.ts';

type Resources = Readonly<Record<string, TemplateResource>>;

const DONE_HERE = 'done by the local cloud itself';

/**
 * The template without the functions that perform custom resources on AWS, where the local cloud performs these itself,
 * and without the layers of such functions: CDK writes them in languages that are not run here. A function that
 * somebody else uses too stays.
 */
export function withoutProviderFunctions(template: Template, isNative: (type: string) => boolean): Template {
  const { resources } = template;
  const isPerformed = ({ type }: TemplateResource): boolean => type.startsWith('Custom::') && isNative(type);
  const performed = Object.values(resources).filter(isPerformed);
  const handlers = new Set(
    performed
      .flatMap(({ properties: { ServiceToken = null } }) => [...referencesOf(ServiceToken)])
      .filter((id) => resources[id]?.type === 'AWS::Lambda::Function'),
  );
  if (handlers.size === 0) return template;
  const outputs = Object.values(template.outputs).flatMap(({ value }) => [...referencesOf(value)]);
  const usesElsewhere = (gone: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([
      ...outputs,
      ...Object.entries(resources)
        .filter(([id]) => !gone.has(id))
        .flatMap(([, resource]) => [
          ...referencesOf(withoutToken(resource, isPerformed(resource)).properties),
        ]),
    ]);
  const used = usesElsewhere(handlers);
  const gone = new Set([...handlers].filter((id) => !used.has(id)));
  const usedWithout = usesElsewhere(gone);
  const layers = [...gone]
    .flatMap((id) => [...referencesOf(resources[id]?.properties.Layers ?? null)])
    .filter((id) => resources[id]?.type === 'AWS::Lambda::LayerVersion' && !usedWithout.has(id));
  for (const id of layers) gone.add(id);
  return { ...template, resources: remaining(resources, gone) };
}

function remaining(resources: Resources, gone: ReadonlySet<string>): Resources {
  return Object.fromEntries(
    Object.entries(resources)
      .filter(([id]) => !gone.has(id))
      .map(([id, resource]) => {
        const token = resource.properties.ServiceToken;
        const isOrphan = token !== undefined && [...referencesOf(token)].some((other) => gone.has(other));
        const { properties } = withoutToken(resource, isOrphan);
        return [
          id,
          {
            ...resource,
            properties: isOrphan ? { ...properties, ServiceToken: DONE_HERE } : properties,
            dependsOn: resource.dependsOn.filter((other) => !gone.has(other)),
          },
        ];
      }),
  );
}

function withoutToken(resource: TemplateResource, isPerformed: boolean): TemplateResource {
  if (!isPerformed) return resource;
  const { ServiceToken: _token, ...properties } = resource.properties;
  return { ...resource, properties };
}
