import type { MadeIndex } from '../dynamo/made-table.fixture.ts';
import { taskIndexes } from './task-item.ts';

/** The indexes of the module's table, as the stack makes them. */
export const testIndexes: readonly MadeIndex[] = taskIndexes.map((index) => ({ ...index, kind: 'global' }));
