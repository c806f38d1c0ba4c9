import type { Engine } from './engine.ts';
import type { Table } from './table-catalogue.ts';
import type { TableDefinition } from './table-definition.ts';
import type { Tags } from './tags.ts';

/**
 * Changes a table's definition while no item of it is being written. `change` gives the new definition,
 * or throws.
 */
export function changeDefinition(
  engine: Engine,
  table: Table,
  change: (definition: TableDefinition) => TableDefinition,
): Promise<void> {
  return table.gate.alone(() => engine.catalogue.change(table, change(table.definition)));
}

/** Switches point-in-time recovery on for that many days, or off. */
export function setPointInTimeRecovery(
  engine: Engine,
  table: Table,
  days: number | undefined,
): Promise<void> {
  return changeDefinition(engine, table, ({ pointInTimeRecovery, ...rest }) =>
    days === undefined
      ? rest
      : {
          ...rest,
          pointInTimeRecovery: { since: pointInTimeRecovery?.since ?? engine.sources.now(), days },
        },
  );
}

export function setTags(engine: Engine, table: Table, change: (tags: Tags) => Tags): Promise<void> {
  return changeDefinition(engine, table, (definition) => ({ ...definition, tags: change(definition.tags) }));
}
