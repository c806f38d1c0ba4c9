import { memoryTaskStore } from './memory-task-store.ts';
import { taskStoreConformance } from './task-store.conformance.ts';

taskStoreConformance('in memory', async () => memoryTaskStore());
