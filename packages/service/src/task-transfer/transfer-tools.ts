import type { ObjectWriter } from '../s3/object-writer.ts';
import type { TaskTable } from '../tasks/task-table.ts';

/** What exports and imports work with. */
export interface TransferTools {
  readonly table: TaskTable;
  readonly files: {
    write(key: string): ObjectWriter;
    read(key: string): Promise<string>;
  };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
