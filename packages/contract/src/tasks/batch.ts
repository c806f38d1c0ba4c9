import * as z from 'zod';
import { objectSchema } from '../schema.ts';
import {
  type NewTask,
  newTaskSchema,
  type Task,
  type TaskChange,
  taskChangeSchema,
  taskSchema,
} from './task.ts';

/** One step of a batch. `version` is the one that the task must still have. */
export type BatchStep =
  | { readonly action: 'create'; readonly task: NewTask }
  | {
      readonly action: 'update';
      readonly taskId: string;
      readonly change: TaskChange;
      readonly version?: number;
    }
  | { readonly action: 'delete'; readonly taskId: string; readonly version?: number };

export interface TaskBatch {
  /** 1 to 25 steps, each of another task; all happen or none. */
  readonly steps: readonly BatchStep[];
}

/** What became of the steps, in their order. A deleted task is in the trash. */
export interface TaskBatchResult {
  readonly tasks: readonly Task[];
}

const version = z.int().min(1).exactOptional();

const step: z.ZodType<BatchStep> = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('create'), task: newTaskSchema }),
  z.strictObject({ action: z.literal('update'), taskId: z.uuidv7(), change: taskChangeSchema, version }),
  z.strictObject({ action: z.literal('delete'), taskId: z.uuidv7(), version }),
]);

export const taskBatchSchema: z.ZodType<TaskBatch> = objectSchema<TaskBatch>(
  'TaskBatch',
  { steps: z.array(step).min(1).max(25) },
  {
    check: ({ steps }) => {
      const ids = steps.flatMap((each) => (each.action === 'create' ? [] : [each.taskId]));
      return new Set(ids).size === ids.length;
    },
    error: 'A task is named twice',
    at: 'steps',
  },
);

export const taskBatchResultSchema: z.ZodType<TaskBatchResult> = objectSchema<TaskBatchResult>(
  'TaskBatchResult',
  { tasks: z.array(taskSchema) },
);
