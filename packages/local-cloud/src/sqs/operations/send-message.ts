import { sendTo } from '../sending.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';

export const sendMessage: SqsOperation = (call) =>
  sendTo(queueFor(call, 'SendMessage'), call.input, call.caller.userId);
