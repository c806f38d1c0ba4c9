import type { PartContext } from '../aws/cloud-part.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { CallerIdentities } from './caller-identities.ts';
import { type CallerIdentity, IamCaller } from './iam-caller.ts';
import { signatureHint } from './signature-hint.ts';
import { allowedSkewMinutes, signatureError } from './sigv4/signature-errors.ts';
import { SignatureFailure } from './sigv4/signature-failure.ts';
import { signingKeys } from './sigv4/signing-keys.ts';
import { type SignedPolicy, verifyPolicySignature } from './sigv4/verify-policy-signature.ts';
import {
  type SignatureRules,
  type SignatureSeed,
  verifySignature,
  verifySignedHead,
} from './sigv4/verify-signature.ts';
import type { RoleUsage } from './usage/role-usage.ts';

/** Proves who signed a request. Throws AwsError in the words of the service that is called. */
export type RequestAuthenticator = (request: HttpRequest, body: Buffer, service: string) => IamCaller;

/** Proves who signed what arrives for a service that reads its bodies itself. All throw AwsError in its words. */
export interface StreamAuthenticator {
  /** Who signed the head of the request, and what the body must be. */
  head(
    request: HttpRequest,
    service: string,
  ): { readonly caller: IamCaller; readonly payload: string; readonly seed: SignatureSeed };
  /** Who signed the policy of a posted form. */
  policy(request: HttpRequest, signed: SignedPolicy, service: string): IamCaller;
  /** Runs a later check of the same request's signature, such as that of a chunk. */
  explain<Result>(request: HttpRequest, service: string, check: () => Result): Result;
}

/** Services that have one endpoint for all regions, whose clients sign for us-east-1. */
const GLOBAL_SERVICES = new Set(['iam', 'sts']);
const GLOBAL_REGION = 'us-east-1';

export function requestAuthenticator(
  { account, journal, sources }: PartContext,
  identities: CallerIdentities,
  usage: RoleUsage,
): { readonly authenticate: RequestAuthenticator; readonly streams: StreamAuthenticator } {
  const keys = signingKeys();
  const regions = [account.region];
  const globalRegions = [account.region, GLOBAL_REGION];

  const rulesOf = (service: string): SignatureRules<CallerIdentity> => ({
    service,
    regions: GLOBAL_SERVICES.has(service) ? globalRegions : regions,
    skewMinutes: allowedSkewMinutes(service),
    now: sources.now(),
    keys,
    identify: identities.identify,
  });

  const callerOf = (identity: CallerIdentity, request: HttpRequest, service: string): IamCaller =>
    new IamCaller(identity, { service, request, account, now: sources.now() }, journal, usage);

  const explain: StreamAuthenticator['explain'] = (request, service, check) => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof SignatureFailure)) throw error;
      const refusal = signatureError(service, error.problem);
      journal.write({
        source: 'signature',
        outcome: 'refused',
        requestId: request.id,
        rule: `Signature Version 4 of ${service}: ${error.problem.kind}`,
        text: refusal.message,
        hint: signatureHint(error.problem),
      });
      throw refusal;
    }
  };

  return {
    authenticate: (request, body, service) =>
      explain(request, service, () =>
        callerOf(verifySignature(request, body, rulesOf(service)), request, service),
      ),
    streams: {
      head: (request, service) =>
        explain(request, service, () => {
          const { identity, ...rest } = verifySignedHead(request, rulesOf(service));
          return { caller: callerOf(identity, request, service), ...rest };
        }),
      policy: (request, signed, service) =>
        explain(request, service, () =>
          callerOf(verifyPolicySignature(signed, rulesOf(service)), request, service),
        ),
      explain,
    },
  };
}
