import { functionAnswer } from '../function-answer.ts';
import { invalidParameter, type LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

export const listFunctions: LambdaOperation = async (call) => {
  call.caller.authorize({ action: 'lambda:ListFunctions', resource: '*' });
  const { query } = call.request;
  const limit = Number(query.get('MaxItems') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw invalidParameter('MaxItems must be a whole number from 1 to 10000.');
  }
  const after = Buffer.from(query.get('Marker') ?? '', 'base64url').toString();
  const rest = call.functions.list().filter(({ name }) => name > after);
  const page = rest.slice(0, Math.min(limit, 50));
  const last = page.at(-1);
  return json(
    200,
    {
      Functions: page.map((record) => functionAnswer(call.account, record, '$LATEST', record)),
      ...(rest.length > page.length && last !== undefined
        ? { NextMarker: Buffer.from(last.name).toString('base64url') }
        : {}),
    },
    call.request,
  );
};
