import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { iamManagedPolicyProvider } from '../cloudformation/resources/iam-managed-policy.ts';
import { iamPolicyProvider } from '../cloudformation/resources/iam-policy.ts';
import { iamRoleProvider } from '../cloudformation/resources/iam-role.ts';
import type { HttpRequest } from '../front-door/http.ts';
import { callerIdentities } from './caller-identities.ts';
import { openCredentialsFile } from './credentials-file.ts';
import { type CallerIdentity, IamCaller } from './iam-caller.ts';
import type { RoleCredentials } from './role-credentials.ts';
import { openRoleDirectory, type RoleDirectory } from './role-directory.ts';
import { serviceRoles } from './service-roles.ts';
import { type SessionTokens, sessionTokens } from './session-token.ts';
import { signatureHint } from './signature-hint.ts';
import { allowedSkewMinutes, signatureError } from './sigv4/signature-errors.ts';
import { SignatureFailure } from './sigv4/signature-failure.ts';
import { signingKeys } from './sigv4/signing-keys.ts';
import { verifySignature } from './sigv4/verify-signature.ts';

/** The keys of the one person who may do everything. */
export interface AdministratorKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface Iam extends CloudPart {
  readonly roles: RoleCredentials;
  readonly administrator: AdministratorKeys;
  readonly directory: RoleDirectory;
  readonly tokens: SessionTokens;
  /**
   * Who signed the request. `service` is the signing name of the service that is called.
   * Throws AwsError in that service's own words when the signature is missing or not right.
   */
  authenticate(request: HttpRequest, body: Buffer, service: string): IamCaller;
  /** Who stands behind keys whose signature somebody else has verified. Throws SignatureFailure. */
  identify(accessKeyId: string, sessionToken: string | undefined): CallerIdentity;
  /** A caller without a request of its own, such as one part of the cloud that calls another. */
  callerOf(identity: CallerIdentity, service: string): IamCaller;
}

/** Opens the account's identities. The long-lived secrets are in `credentials.json` of the data directory. */
export async function createIam(
  context: PartContext,
  options: { readonly dataDirectory: string },
): Promise<Iam> {
  const { account, journal, sources } = context;
  const { secrets, wasExposed } = await openCredentialsFile(options.dataDirectory, sources);
  if (wasExposed) {
    journal.write({
      source: 'iam',
      outcome: 'notice',
      rule: 'credentials.json',
      text: 'Others on this machine could read credentials.json; it is closed to them now.',
      hint: 'Remove the file to have new keys made, if somebody may have read it.',
    });
  }
  const now = (): number => sources.now();
  const directory = await openRoleDirectory(context.store);
  const tokens = sessionTokens(sources, secrets.sessionKey);
  const { administrator } = secrets;
  const identities = callerIdentities({ account, administrator, tokens, directory, now });
  const keys = signingKeys();

  const authenticate = (request: HttpRequest, body: Buffer, service: string): IamCaller => {
    try {
      const identity = verifySignature(request, body, {
        service,
        region: account.region,
        skewMinutes: allowedSkewMinutes(service),
        now: now(),
        keys,
        identify: identities.identify,
      });
      return new IamCaller(identity, { service, request, account, now: now() }, journal);
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
    services: [],
    providers: [
      iamRoleProvider(context, directory),
      iamPolicyProvider(directory),
      iamManagedPolicyProvider(context, directory),
    ],
    roles: serviceRoles({ account, journal, tokens, directory, identities, now }),
    administrator: {
      accessKeyId: administrator.accessKeyId,
      secretAccessKey: administrator.secretAccessKey,
      region: account.region,
    },
    directory,
    tokens,
    authenticate,
    identify: identities.identify,
    callerOf: (identity, service) =>
      new IamCaller(identity, { service, request: undefined, account, now: now() }, journal),
  };
}
