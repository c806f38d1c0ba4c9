import type { Account } from '../aws/account.ts';
import type { Caller } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { CompiledPolicy } from '../iam/policy/compiled-policy.ts';
import type { Journal } from '../journal/journal.ts';
import { authorizeAnonymous } from './anonymous-caller.ts';
import { compileBucketPolicy, isPublicBucketPolicy } from './bucket-policy.ts';
import type { BucketRecord } from './bucket-record.ts';
import type { S3Call } from './s3-call.ts';

const MOST_COMPILED = 1000;

/** The `authorize` of a call: the caller's own policies together with the bucket's. */
export function authorizing(
  needs: {
    readonly account: Account;
    readonly journal: Journal;
    readonly policies: BucketPolicies;
    now(): number;
  },
  request: HttpRequest,
  caller: Caller | undefined,
): S3Call['authorize'] {
  const { account, journal } = needs;
  return (action, resource, context = {}, bucket) => {
    const policy = bucket === undefined ? undefined : needs.policies(bucket);
    if (caller !== undefined) {
      caller.authorize({
        action,
        resource,
        context,
        ...(policy === undefined ? {} : { resourcePolicy: policy }),
      });
      return;
    }
    // Restricted, a policy for everybody is one for the account alone.
    const restricted =
      policy !== undefined &&
      bucket?.publicAccessBlock?.restrictPublicBuckets === true &&
      isPublicBucketPolicy(policy);
    authorizeAnonymous(
      {
        action,
        resource,
        context,
        ...(policy === undefined || restricted ? {} : { resourcePolicy: policy }),
      },
      { request, account, now: needs.now() },
      journal,
    );
  };
}

/** The compiled policy of a bucket; undefined when it has none. */
export type BucketPolicies = (bucket: BucketRecord) => CompiledPolicy | undefined;

/** Compiles each policy once. */
export function bucketPolicies(account: Account): BucketPolicies {
  const compiled = new Map<string, CompiledPolicy>();
  return ({ name, policy }) => {
    if (policy === undefined) return undefined;
    const id = `${name} ${policy}`;
    const known = compiled.get(id);
    if (known !== undefined) return known;
    const fresh = compileBucketPolicy(account, name, policy);
    compiled.set(id, fresh);
    for (const oldest of compiled.keys()) {
      if (compiled.size <= MOST_COMPILED) break;
      compiled.delete(oldest);
    }
    return fresh;
  };
}
