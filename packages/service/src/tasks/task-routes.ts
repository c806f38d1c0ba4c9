import { tasks } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { batchTasks } from './batch-tasks.ts';
import { completeAttachment } from './complete-attachment.ts';
import { createAttachment } from './create-attachment.ts';
import { createComment } from './create-comment.ts';
import { createExport } from './create-export.ts';
import { createImport } from './create-import.ts';
import { createList } from './create-list.ts';
import { createMember } from './create-member.ts';
import { createTask } from './create-task.ts';
import { deleteAttachment } from './delete-attachment.ts';
import { deleteComment } from './delete-comment.ts';
import { deleteExport } from './delete-export.ts';
import { deleteImport } from './delete-import.ts';
import { deleteList } from './delete-list.ts';
import { deleteMember } from './delete-member.ts';
import { deleteTask } from './delete-task.ts';
import { getAttachment } from './get-attachment.ts';
import { getComment } from './get-comment.ts';
import { getExport } from './get-export.ts';
import { getImport } from './get-import.ts';
import { getList } from './get-list.ts';
import { getTask } from './get-task.ts';
import { joinList } from './join-list.ts';
import { listAttachments } from './list-attachments.ts';
import { listChanges } from './list-changes.ts';
import { listComments } from './list-comments.ts';
import { listHistory } from './list-history.ts';
import { listLists } from './list-lists.ts';
import { listMembers } from './list-members.ts';
import { listTasks } from './list-tasks.ts';
import { moveTask } from './move-task.ts';
import { patchComment } from './patch-comment.ts';
import { patchMember } from './patch-member.ts';
import { restoreTask } from './restore-task.ts';
import { setTaskStatus } from './set-task-status.ts';
import { startImport } from './start-import.ts';
import type { TaskTools } from './task-tools.ts';
import { updateList } from './update-list.ts';
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
    route(tasks.completeTask, setTaskStatus(tools, 'COMPLETED')),
    route(tasks.reopenTask, setTaskStatus(tools, 'PENDING')),
    route(tasks.moveTask, moveTask(tools)),
    route(tasks.restoreTask, restoreTask(tools)),
    route(tasks.batchTasks, batchTasks(tools)),
    route(tasks.createList, createList(tools)),
    route(tasks.listLists, listLists(tools)),
    route(tasks.getList, getList(tools)),
    route(tasks.updateList, updateList(tools)),
    route(tasks.patchList, updateList(tools)),
    route(tasks.deleteList, deleteList(tools)),
    route(tasks.createMember, createMember(tools)),
    route(tasks.listMembers, listMembers(tools)),
    route(tasks.patchMember, patchMember(tools)),
    route(tasks.deleteMember, deleteMember(tools)),
    route(tasks.joinList, joinList(tools)),
    route(tasks.createAttachment, createAttachment(tools)),
    route(tasks.completeAttachment, completeAttachment(tools)),
    route(tasks.listAttachments, listAttachments(tools)),
    route(tasks.getAttachment, getAttachment(tools)),
    route(tasks.deleteAttachment, deleteAttachment(tools)),
    route(tasks.createComment, createComment(tools)),
    route(tasks.listComments, listComments(tools)),
    route(tasks.getComment, getComment(tools)),
    route(tasks.patchComment, patchComment(tools)),
    route(tasks.deleteComment, deleteComment(tools)),
    route(tasks.createExport, createExport(tools)),
    route(tasks.getExport, getExport(tools)),
    route(tasks.deleteExport, deleteExport(tools)),
    route(tasks.createImport, createImport(tools)),
    route(tasks.startImport, startImport(tools)),
    route(tasks.getImport, getImport(tools)),
    route(tasks.deleteImport, deleteImport(tools)),
    route(tasks.listHistory, listHistory(tools)),
    route(tasks.listChanges, listChanges(tools)),
  ];
}
