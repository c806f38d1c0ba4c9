import { BodyTooLargeError, type HttpRequest } from '../../../front-door/http.ts';

/** Bytes. No form of these pages comes near it. */
const FORM_LIMIT = 64 * 1024;

/** A form's fields, or why there are none. */
export type FormBody =
  | { readonly ok: true; readonly fields: URLSearchParams }
  /** `status` as HTTP has it; `text` is one sentence that repeats nothing of the body. */
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly text: string };

/** Reads an `application/x-www-form-urlencoded` body in which no field stands twice. */
export async function readFormBody(request: HttpRequest): Promise<FormBody> {
  const type = request.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    return { ok: false, status: 415, text: 'The body must be application/x-www-form-urlencoded.' };
  }
  const body = await limitedBody(request);
  if (body === undefined) {
    return { ok: false, status: 413, text: `The body has more than ${FORM_LIMIT} bytes.` };
  }
  const fields = new URLSearchParams(body.toString());
  if (hasRepeats(fields)) {
    return { ok: false, status: 400, text: 'A field stands in the body more than once.' };
  }
  return { ok: true, fields };
}

/** Whether a name stands more than once, which RFC 6749 section 3.1 forbids. */
export function hasRepeats(fields: URLSearchParams): boolean {
  return new Set(fields.keys()).size !== fields.size;
}

async function limitedBody(request: HttpRequest): Promise<Buffer | undefined> {
  if (Number(request.header('content-length') ?? 0) > FORM_LIMIT) return undefined;
  try {
    return await request.body(FORM_LIMIT);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined;
    throw error;
  }
}
