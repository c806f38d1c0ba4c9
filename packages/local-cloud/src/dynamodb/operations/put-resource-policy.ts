import { AwsError } from '../../aws/aws-error.ts';
import type { Caller } from '../../aws/aws-service.ts';
import type { CompiledPolicy } from '../../iam/policy/compiled-policy.ts';
import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { assertRevision, policyTarget, setResourcePolicy } from '../policy-target.ts';
import { flag, optional, structure, text } from '../shape.ts';
import { validationError } from '../validation-error.ts';

const input = structure({
  ResourceArn: text({ min: 1, max: 1283 }),
  Policy: text({ min: 1 }),
  ExpectedRevisionId: optional(text({ min: 1, max: 255 })),
  ConfirmRemoveSelfResourceAccess: optional(flag()),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
export const putResourcePolicy: Operation = operation(
  'PutResourcePolicy',
  input,
  async (engine, request, caller) => {
    const { ResourceArn: arn, Policy: document } = request;
    const target = policyTarget(engine, caller, 'PutResourcePolicy', arn);
    const revision = await setResourcePolicy(engine, target, document, (wanted) => {
      if (wanted !== undefined && request.ConfirmRemoveSelfResourceAccess !== true) {
        assertStillAllowed(caller, arn, wanted);
      }
      assertRevision(target, request.ExpectedRevisionId);
    });
    return { RevisionId: revision };
  },
);

/** Throws AwsError ValidationException for a policy that would keep its giver from changing it again. */
function assertStillAllowed(caller: Caller, arn: string, resourcePolicy: CompiledPolicy): void {
  try {
    caller.authorize({ action: 'dynamodb:PutResourcePolicy', resource: arn, resourcePolicy });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(
      'The policy would keep the caller from changing it. Set ConfirmRemoveSelfResourceAccess to true if that is wanted.',
    );
  }
}
