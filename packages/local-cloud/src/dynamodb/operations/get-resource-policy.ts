import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { policyNotFound, policyOf, policyTarget } from '../policy-target.ts';
import { structure, text } from '../shape.ts';

const input = structure({ ResourceArn: text({ min: 1, max: 1283 }) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
export const getResourcePolicy: Operation = operation(
  'GetResourcePolicy',
  input,
  (engine, { ResourceArn: arn }, caller) => {
    const policy = policyOf(policyTarget(engine, caller, 'GetResourcePolicy', arn));
    if (policy === undefined) throw policyNotFound(arn);
    return { Policy: policy.document, RevisionId: policy.revisionId };
  },
);
