import { memoryTaskTable } from './memory-task-table.ts';
import { taskTableConformance } from './task-table.conformance.ts';

taskTableConformance('in memory', async () => memoryTaskTable());
