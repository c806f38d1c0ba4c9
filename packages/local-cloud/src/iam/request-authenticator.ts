import type { PartContext } from '../aws/cloud-part.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { CallerIdentities } from './caller-identities.ts';
import { IamCaller } from './iam-caller.ts';
import { signatureHint } from './signature-hint.ts';
import { allowedSkewMinutes, signatureError } from './sigv4/signature-errors.ts';
import { SignatureFailure } from './sigv4/signature-failure.ts';
import { signingKeys } from './sigv4/signing-keys.ts';
import { verifySignature } from './sigv4/verify-signature.ts';
import type { RoleUsage } from './usage/role-usage.ts';

/** Proves who signed a request. Throws AwsError in the words of the service that is called. */
export type RequestAuthenticator = (request: HttpRequest, body: Buffer, service: string) => IamCaller;

/** Services that have one endpoint for all regions, whose clients sign for us-east-1. */
const GLOBAL_SERVICES = new Set(['iam', 'sts']);
const GLOBAL_REGION = 'us-east-1';

export function requestAuthenticator(
  { account, journal, sources }: PartContext,
  identities: CallerIdentities,
  usage: RoleUsage,
): RequestAuthenticator {
  const keys = signingKeys();
  const regions = [account.region];
  const globalRegions = [account.region, GLOBAL_REGION];
  return (request, body, service) => {
    const now = sources.now();
    try {
      const identity = verifySignature(request, body, {
        service,
        regions: GLOBAL_SERVICES.has(service) ? globalRegions : regions,
        skewMinutes: allowedSkewMinutes(service),
        now,
        keys,
        identify: identities.identify,
      });
      return new IamCaller(identity, { service, request, account, now }, journal, usage);
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
}
