import type { Operation } from '../engine.ts';
import { JsonText, operation } from '../operation.ts';
import { taggedTable } from '../resource-arn.ts';
import { list, structure, text } from '../shape.ts';
import { setTags } from '../table-settings.ts';
import { tag } from '../table-shapes.ts';
import { withTags } from '../tags.ts';
import { validationError } from '../validation-error.ts';

const input = structure({ ResourceArn: text({ min: 1, max: 1283 }), Tags: list(tag) });

export const tagResource: Operation = operation('TagResource', input, async (engine, request, caller) => {
  if (request.Tags.length === 0) throw validationError('Atleast one Tag needs to be provided as Input.');
  const table = taggedTable(engine, request.ResourceArn, 'TagResource', caller);
  await setTags(engine, table, (tags) => withTags(tags, request.Tags));
  return new JsonText('');
});
