import type { Operation } from '../engine.ts';
import { JsonText, operation } from '../operation.ts';
import { taggedTable } from '../resource-arn.ts';
import { list, structure, text } from '../shape.ts';
import { setTags } from '../table-settings.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  ResourceArn: text({ min: 1, max: 1283 }),
  TagKeys: list(text({ min: 1, max: 128 })),
});

export const untagResource: Operation = operation('UntagResource', input, async (engine, request, caller) => {
  if (request.TagKeys.length === 0) {
    throw validationError('Atleast one Tag Key needs to be provided as Input.');
  }
  const table = taggedTable(engine, request.ResourceArn, 'UntagResource', caller);
  const dropped = new Set(request.TagKeys);
  await setTags(engine, table, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !dropped.has(key))),
  );
  return new JsonText('');
});
