import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { taggedTable } from '../resource-arn.ts';
import { optional, structure, text } from '../shape.ts';

const input = structure({ ResourceArn: text({ min: 1, max: 1283 }), NextToken: optional(text()) });

/** A table has at most 50 tags, which are one page. */
export const listTagsOfResource: Operation = operation(
  'ListTagsOfResource',
  input,
  (engine, request, caller) => {
    const table = taggedTable(engine, request.ResourceArn, 'ListTagsOfResource', caller);
    return { Tags: Object.entries(table.definition.tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);
