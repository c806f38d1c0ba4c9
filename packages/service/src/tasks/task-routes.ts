import { tasks } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { createTask } from './create-task.ts';
import { deleteTask } from './delete-task.ts';
import { getTask } from './get-task.ts';
import { listTasks } from './list-tasks.ts';
import type { TaskTools } from './task-tools.ts';
import { updateTask } from './update-task.ts';

/** The code of every operation of the module. */
export function taskRoutes(tools: TaskTools): readonly Route[] {
  return [
    route(tasks.createTask, createTask(tools)),
    route(tasks.listTasks, listTasks(tools)),
    route(tasks.getTask, getTask(tools)),
    route(tasks.updateTask, updateTask(tools)),
    route(tasks.patchTask, updateTask(tools)),
    route(tasks.deleteTask, deleteTask(tools)),
  ];
}
