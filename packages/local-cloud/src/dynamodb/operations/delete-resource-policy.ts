import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { assertRevision, policyOf, policyTarget, setResourcePolicy } from '../policy-target.ts';
import { optional, structure, text } from '../shape.ts';

const input = structure({
  ResourceArn: text({ min: 1, max: 1283 }),
  ExpectedRevisionId: optional(text({ min: 1, max: 255 })),
});

/**
 * Answers the revision of the policy that was there, and succeeds where there was none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html
 */
export const deleteResourcePolicy: Operation = operation(
  'DeleteResourcePolicy',
  input,
  async (engine, request, caller) => {
    const target = policyTarget(engine, caller, 'DeleteResourcePolicy', request.ResourceArn);
    let revision = '';
    await setResourcePolicy(engine, target, undefined, () => {
      assertRevision(target, request.ExpectedRevisionId);
      revision = policyOf(target)?.revisionId ?? '';
    });
    return { RevisionId: revision };
  },
);
