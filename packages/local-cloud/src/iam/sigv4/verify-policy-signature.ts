import { type Authorization, readCredential } from './authorization.ts';
import { SignatureFailure } from './signature-failure.ts';
import {
  checkCircumstances,
  checkSignature,
  type SignatureRules,
  type SigningIdentity,
} from './verify-signature.ts';

/** The fields of an HTML form that posts to S3, as far as they are about the signature. */
export interface SignedPolicy {
  /** The policy, in the base64 that was signed. */
  readonly policy: string;
  readonly algorithm: string | undefined;
  readonly credential: string | undefined;
  readonly date: string | undefined;
  readonly signature: string | undefined;
  readonly sessionToken: string | undefined;
}

/**
 * Verifies the signature of a form's policy and gives back who signed it. How long the policy is good for
 * is written in the policy. Throws SignatureFailure.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html
 */
export function verifyPolicySignature<Identity extends SigningIdentity>(
  { policy, algorithm, credential, date, signature, sessionToken }: SignedPolicy,
  rules: SignatureRules<Identity>,
): Identity {
  if (credential === undefined || date === undefined || signature === undefined) {
    throw new SignatureFailure({ kind: 'unsigned' });
  }
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw new SignatureFailure({ kind: 'malformed', text: 'x-amz-algorithm must be AWS4-HMAC-SHA256.' });
  }
  const authorization: Authorization = {
    form: 'query',
    ...readCredential(credential),
    signedHeaders: [],
    signature,
    date,
    sessionToken,
    expires: LONGEST,
  };
  checkCircumstances(authorization, rules);
  const { accessKeyId, scope } = authorization;
  const identity = rules.identify(accessKeyId, sessionToken);
  checkSignature(rules.keys.get(accessKeyId, identity.secretAccessKey, scope), policy, signature);
  return identity;
}

/** Signing keys are good for a week. */
const LONGEST = 7 * 24 * 60 * 60;
