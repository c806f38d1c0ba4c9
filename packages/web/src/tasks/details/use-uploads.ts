import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { sendFile, sha256Of } from '../../api/send-file.ts';
import { failureText } from '../../shell/show-failure.ts';
import { filesTexts } from '../../texts/files-texts.ts';
import { refreshTask } from '../task-queries.ts';

/** A file on its way. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  /** How much of it is there, 0 to 1. */
  readonly part: number;
  /** Why it did not get there. */
  readonly failure?: string;
}

export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly retry: (upload: Upload) => void;
  /** Stops an upload, or takes one away that failed. */
  readonly drop: (upload: Upload) => void;
}

const MOST_BYTES = 25 * 1024 * 1024;
const AT_ONCE = 2;

export function attachmentsKey(taskId: string): readonly string[] {
  return ['attachments', taskId];
}

/** Announces files of a task, sends them to S3 two at a time, and confirms each. Leaving the task stops what is left. */
export function useUploads(taskId: string): Uploads {
  const api = useApi();
  const queryClient = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const controllers = useRef(new Map<string, AbortController>());
  const waiting = useRef<Upload[]>([]);

  useEffect(() => {
    const running = controllers.current;
    return () => {
      for (const controller of running.values()) controller.abort();
    };
  }, []);

  const change = (key: string, members: Partial<Upload>): void =>
    setUploads((old) => old.map((upload) => (upload.key === key ? { ...upload, ...members } : upload)));
  const forget = (key: string): void => setUploads((old) => old.filter((upload) => upload.key !== key));

  const send = async ({ key, file }: Upload, signal: AbortSignal): Promise<void> => {
    const body = {
      name: nameOf(file),
      contentType: typeOf(file),
      size: file.size,
      sha256: await sha256Of(file),
    };
    const made = await api.createAttachment({ path: { taskId }, body }, { idempotencyKey: key, signal });
    if (made.body.upload === undefined) throw new Error(filesTexts.failed);
    await sendFile(made.body.upload, file, (part) => change(key, { part }), signal);
    await api.completeAttachment({ path: { taskId, attachmentId: made.body.id } }, { signal });
  };
  const start = async (upload: Upload): Promise<void> => {
    const { key } = upload;
    const controller = new AbortController();
    controllers.current.set(key, controller);
    try {
      await send(upload, controller.signal);
      await queryClient.invalidateQueries({ queryKey: attachmentsKey(taskId) });
      refreshTask(queryClient, taskId);
      forget(key);
    } catch (error) {
      if (!controller.signal.aborted) change(key, { failure: failureText(error) });
    } finally {
      controllers.current.delete(key);
      startMore();
    }
  };
  const startMore = (): void => {
    while (controllers.current.size < AT_ONCE) {
      const next = waiting.current.shift();
      if (next === undefined) return;
      void start(next);
    }
  };

  return {
    uploads,
    add(files) {
      const added = files.map((file): Upload => {
        const failure = refusal(file);
        const key = crypto.randomUUID();
        return { key, file, part: 0, ...(failure === undefined ? {} : { failure }) };
      });
      setUploads((old) => [...old, ...added]);
      waiting.current.push(...added.filter(({ failure }) => failure === undefined));
      startMore();
    },
    retry({ key, file }) {
      // Another key: what was announced under the first one may have expired.
      const again: Upload = { key: crypto.randomUUID(), file, part: 0 };
      setUploads((old) => old.map((upload) => (upload.key === key ? again : upload)));
      waiting.current.push(again);
      startMore();
    },
    drop({ key }) {
      controllers.current.get(key)?.abort();
      waiting.current = waiting.current.filter((upload) => upload.key !== key);
      forget(key);
    },
  };
}

function refusal(file: File): string | undefined {
  if (file.size > MOST_BYTES) return filesTexts.tooLarge;
  return file.size === 0 ? filesTexts.empty : undefined;
}

/** The name as the API takes it: one line without folders, of at most 255 characters. */
function nameOf({ name }: File): string {
  const line = name.replaceAll(/[\p{Cc}/\\]/gu, '_').slice(-255);
  return /^[.\s]*$/.test(line) ? 'file' : line;
}

/** The media type without parameters, when the browser knows one. */
function typeOf({ type }: File): string {
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/.test(bare) ? bare : 'application/octet-stream';
}
