import { MAX_RECORD_BYTES, type NewRecord, type RecordReceipt } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import { childReference } from '../api/relative-reference.ts';
import { createdReply } from '../idempotency/created-reply.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { memberText } from './json-text.ts';
import type { RecordTools } from './record-tools.ts';

export function createRecord({
  store,
  now,
  newId,
}: RecordTools): Implementation<{ body: NewRecord }, RecordReceipt> {
  return async ({ input, caller, path, header, bodyText }) => {
    const { user_id: owner = caller.sub } = input.body;
    if (owner !== caller.sub) {
      throw new ApiProblem('forbidden', {
        detail: 'Records are saved under the caller alone',
        errors: [{ pointer: '/user_id', detail: 'Not the caller; leave it out' }],
      });
    }
    const dataText = readDataText(bodyText());
    const moment = now();
    // By its text: two bodies that differ in the digits of a number are two bodies.
    const claim = idempotencyClaim('createRecord', header('Idempotency-Key'), dataText, moment);
    const record = {
      id: newId(),
      size: Buffer.byteLength(dataText),
      createdAt: new Date(moment).toISOString(),
      createdBy: owner,
    };
    return createdReply(await store.insert({ ...record, dataText }, claim), record, (made) => ({
      status: 201,
      headers: { Location: childReference(path, made.id) },
      body: { message: 'Data saved successfully', ...made },
    }));
  };
}

/** The data as it was written. Throws a 413 problem when it is too large. */
function readDataText(body: string): string {
  const dataText = memberText(body, 'data') ?? 'null';
  if (Buffer.byteLength(dataText) > MAX_RECORD_BYTES) {
    throw new ApiProblem('content-too-large', {
      errors: [{ pointer: '/data', detail: `Longer than ${MAX_RECORD_BYTES} bytes of JSON` }],
    });
  }
  return dataText;
}
