import type { Operation } from '../engine.ts';
import { JsonText, operation } from '../operation.ts';
import { taggedTable } from '../resource-arn.ts';
import { list, structure, text } from '../shape.ts';
import { setTags } from '../table-settings.ts';
import { tag } from '../table-shapes.ts';
import { validationError } from '../validation-error.ts';

const MAX_TAGS = 50;
const input = structure({ ResourceArn: text({ min: 1, max: 1283 }), Tags: list(tag) });

export const tagResource: Operation = operation('TagResource', input, async (engine, request, caller) => {
  const table = taggedTable(engine, request.ResourceArn, 'dynamodb:TagResource', caller);
  await setTags(engine, table, (tags) => {
    const added = Object.fromEntries(request.Tags.map(({ Key, Value }) => [Key, Value]));
    const all = { ...tags, ...added };
    if (Object.keys(all).length > MAX_TAGS) {
      throw validationError(`The number of tags exceeds the limit of ${MAX_TAGS} per resource`);
    }
    return all;
  });
  return new JsonText('');
});
