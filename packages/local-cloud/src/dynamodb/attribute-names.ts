import { type Condition, conditionPaths } from './expressions/condition.ts';
import type { DocumentPath } from './expressions/document-path.ts';
import type { Projection } from './expressions/projection.ts';
import { type Update, updateOperandPaths } from './expressions/update.ts';

/** The top-level attributes that parts of a request name. */
export function attributeNames(parts: {
  readonly names?: Iterable<string>;
  readonly condition?: Condition | undefined;
  readonly projection?: Projection | undefined;
  readonly update?: Update | undefined;
}): string[] {
  const paths: DocumentPath[] = [
    ...(parts.condition ? conditionPaths(parts.condition) : []),
    ...(parts.projection?.paths ?? []),
    ...(parts.update
      ? [...parts.update.actions.map(({ path }) => path), ...updateOperandPaths(parts.update)]
      : []),
  ];
  return [...(parts.names ?? []), ...paths.map(([name]) => name)];
}
