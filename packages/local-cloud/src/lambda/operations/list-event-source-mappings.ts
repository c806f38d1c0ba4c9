import { mappingAnswer } from '../event-source/mapping-answer.ts';
import { mappingsOf } from '../event-source/mapping-call.ts';
import { parseFunctionReference } from '../function-name.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { listPage } from '../list-page.ts';
import { json } from '../wire.ts';

export const listEventSourceMappings: LambdaOperation = async (call) => {
  call.caller.authorize({ action: 'lambda:ListEventSourceMappings', resource: '*' });
  const { query } = call.request;
  const source = query.get('EventSourceArn');
  const name = query.get('FunctionName');
  const target = name === null ? undefined : parseFunctionReference(call.account, name);
  const { page, next } = listPage(
    call.request,
    mappingsOf(call)
      .list()
      .filter((mapping) => source === null || mapping.eventSourceArn === source)
      .filter(
        (mapping) =>
          target === undefined ||
          (mapping.target.name === target.name && mapping.target.qualifier === target.qualifier),
      )
      .sort((left, right) => (left.uuid < right.uuid ? -1 : 1)),
    ({ uuid }) => uuid,
    100,
  );
  const EventSourceMappings = page.map((mapping) => mappingAnswer(call.account, mapping));
  return json(200, { EventSourceMappings, ...next }, call.request);
};
