import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import * as member from '../input/members.ts';
import { integer, required, type Shape, structure, text } from '../input/shape.ts';
import type { PoolDomain } from '../model/pool-domain.ts';
import { findPool } from '../sign-in/client-access.ts';

export interface DomainInput {
  readonly UserPoolId: string;
  readonly Domain: string;
  readonly ManagedLoginVersion?: number;
  readonly CustomDomainConfig?: { readonly CertificateArn: string };
}

export const domainInput: Shape<DomainInput> = structure({
  UserPoolId: required(member.poolId),
  Domain: required(text({ min: 1, max: 253, pattern: '[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?' })),
  ManagedLoginVersion: integer(1, 2),
  CustomDomainConfig: structure({ CertificateArn: required(member.arn) }),
});

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

/** Gives the pool's sign-in pages their address. Throws InvalidParameterException when it is taken. */
export async function createUserPoolDomain(
  core: CognitoCore,
  input: DomainInput,
  creationToken?: string,
): Promise<PoolDomain> {
  const pool = findPool(core, input.UserPoolId);
  const custom = input.CustomDomainConfig;
  if (custom === undefined) {
    if (input.Domain.includes('.') || input.Domain.length > 63) throw invalid('Invalid domain prefix.');
    const reserved = ['aws', 'amazon', 'cognito'].find((word) => input.Domain.includes(word));
    if (reserved) throw invalid(`Domain cannot contain reserved word: ${reserved}`);
  }
  const taken = core.domains.get(input.Domain);
  if (taken && (creationToken === undefined || taken.creationToken !== creationToken)) {
    throw invalid('Domain already associated with another user pool.');
  }
  const domain: PoolDomain = {
    domain: input.Domain,
    poolId: pool.id,
    managedLoginVersion: input.ManagedLoginVersion ?? 1,
    ...(custom ? { certificateArn: custom.CertificateArn } : {}),
    ...(creationToken === undefined ? {} : { creationToken }),
  };
  await core.domains.put(domain.domain, domain);
  return domain;
}

/** Throws InvalidParameterException when the pool has no such domain. */
export async function updateUserPoolDomain(core: CognitoCore, input: DomainInput): Promise<PoolDomain> {
  const domain = core.domains.get(input.Domain);
  if (domain?.poolId !== input.UserPoolId) {
    throw invalid('No such domain or user pool exists.');
  }
  const changed = {
    ...domain,
    managedLoginVersion: input.ManagedLoginVersion ?? domain.managedLoginVersion,
    ...(input.CustomDomainConfig ? { certificateArn: input.CustomDomainConfig.CertificateArn } : {}),
  };
  await core.domains.put(domain.domain, changed);
  return changed;
}

export async function deleteUserPoolDomain(core: CognitoCore, poolId: string, name: string): Promise<void> {
  if (core.domains.get(name)?.poolId !== poolId) throw invalid('No such domain or user pool exists.');
  await core.domains.delete(name);
}

export function describedDomain(core: CognitoCore, domain: PoolDomain): object {
  return {
    UserPoolId: domain.poolId,
    AWSAccountId: core.account.accountId,
    Domain: domain.domain,
    Status: 'ACTIVE',
    ManagedLoginVersion: domain.managedLoginVersion,
    ...(domain.certificateArn === undefined
      ? {}
      : { CustomDomainConfig: { CertificateArn: domain.certificateArn } }),
  };
}
