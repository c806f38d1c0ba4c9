import { describe, expect, it } from 'vitest';
import { EventFilterError, parseEventFilter } from './event-filter.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { kind: { S: 'task' }, count: { N: '5' }, done: { BOOL: false } } },
};

describe('an event filter', () => {
  it.each([
    ['{}', true],
    ['{"eventName":["INSERT","MODIFY"]}', true],
    ['{"eventName":["REMOVE"]}', false],
    ['{"eventName":[]}', false],
    ['{"dynamodb":{"NewImage":{"kind":{"S":["task"]}}}}', true],
    ['{"dynamodb":{"NewImage":{"kind":{"S":[{"prefix":"ta"}]}}}}', true],
    ['{"dynamodb":{"NewImage":{"kind":{"S":[{"suffix":"ta"}]}}}}', false],
    ['{"dynamodb":{"NewImage":{"kind":{"S":[{"anything-but":["note"]}]}}}}', true],
    ['{"dynamodb":{"NewImage":{"kind":{"S":[{"anything-but":{"prefix":"t"}}]}}}}', false],
    ['{"dynamodb":{"NewImage":{"kind":{"S":[{"equals-ignore-case":"TASK"}]}}}}', true],
    ['{"dynamodb":{"NewImage":{"count":{"N":[{"numeric":[">",4,"<=",5]}]}}}}', true],
    ['{"dynamodb":{"NewImage":{"done":{"BOOL":[false]}}}}', true],
    ['{"dynamodb":{"OldImage":{"kind":{"S":[{"exists":false}]}}}}', true],
    ['{"eventName":["INSERT"],"dynamodb":{"NewImage":{"kind":{"S":["note"]}}}}', false],
  ])('%s: %s', (pattern, expected) => {
    expect(parseEventFilter(pattern)(record)).toBe(expected);
  });

  it.each(['', '[]', '{"a":1}', '{"a":[{"cidr":"10.0.0.0/8"}]}', '{"$or":[]}', '{"a":[{"numeric":[">"]}]}'])(
    'is refused: %s',
    (pattern) => {
      expect(() => parseEventFilter(pattern)).toThrow(EventFilterError);
    },
  );
});
