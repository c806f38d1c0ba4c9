import type { ResourceRecord } from './stack-record.ts';

/** Each resource before those it refers to. */
export function removalOrder(resources: readonly ResourceRecord[]): ResourceRecord[] {
  const ordered: ResourceRecord[] = [];
  const visit = (resource: ResourceRecord, path: readonly ResourceRecord[]): void => {
    if (ordered.includes(resource) || path.includes(resource)) return;
    for (const other of resources) {
      if (other.references.includes(resource.logicalId)) visit(other, [...path, resource]);
    }
    ordered.push(resource);
  };
  for (const resource of resources) visit(resource, []);
  return ordered;
}
