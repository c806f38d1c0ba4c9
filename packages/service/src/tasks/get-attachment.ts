import type { Attachment, AttachmentPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { attachmentObject } from './attachment-item.ts';
import { findAttachment } from './find-attachment.ts';
import type { TaskTools } from './task-tools.ts';

export function getAttachment(tools: TaskTools): Implementation<{ path: AttachmentPath }, Attachment> {
  return async ({ input, caller }) => {
    const { attachment } = await findAttachment(tools, caller.sub, input.path);
    // The link is as good as the content: nobody keeps it.
    const headers = { 'Cache-Control': 'no-store' };
    if (attachment.status !== 'READY') return { status: 200, headers, body: attachment };
    const object = attachmentObject(input.path.taskId, attachment.id);
    const download = await tools.attachments.signDownload(object, attachment);
    return { status: 200, headers, body: { ...attachment, download } };
  };
}
