import { type Json, type JsonObject, UnsupportedPropertyError } from '../resource-provider.ts';
import { listOf, objectOf, onlyMembers } from './property-values.ts';

const SIGNED_URLS = 'signed URLs and cookies are not emulated: everybody would be let in.';

const BEHAVIOR_MEMBERS = [
  'AllowedMethods',
  'CachedMethods',
  'CachePolicyId',
  'Compress',
  'DefaultTTL',
  'ForwardedValues',
  'FunctionAssociations',
  'MaxTTL',
  'MinTTL',
  'OriginRequestPolicyId',
  'PathPattern',
  'RealtimeLogConfigArn',
  'ResponseHeadersPolicyId',
  'TargetOriginId',
  'ViewerProtocolPolicy',
];

/** Members that change nothing that a viewer on this machine could see. */
const NOTED = [
  'Aliases',
  'CNAMEs',
  'Logging',
  'OriginShield',
  'PriceClass',
  'RealtimeLogConfigArn',
  'ViewerCertificate',
];

/** Whether nothing of the configuration is left out without a word; a policy that only wants HTTPS counts as such. */
export function isWhollyServed(value: Json): boolean {
  const text = JSON.stringify(value);
  return (
    !NOTED.some((name) => text.includes(`"${name}"`)) &&
    !/"ViewerProtocolPolicy":"(?:https-only|redirect-to-https)"/.test(text)
  );
}

/** Throws UnsupportedPropertyError for what of a distribution is not emulated. */
export function checkDistribution({ DistributionConfig: config }: JsonObject): void {
  const path = 'DistributionConfig';
  const given = objectOf(config);
  refuseWhen(given.WebACLId, `${path}.WebACLId`, 'a web ACL is not emulated: nothing would be filtered.');
  const { RestrictionType } = objectOf(objectOf(given.Restrictions).GeoRestriction);
  if (RestrictionType !== undefined && RestrictionType !== 'none') {
    throw new UnsupportedPropertyError(
      `${path}.Restrictions`,
      'restrictions by country are not emulated: everybody would be let in.',
    );
  }
  if (Number(objectOf(given.OriginGroups).Quantity ?? 0) > 0) {
    throw new UnsupportedPropertyError(`${path}.OriginGroups`, 'no second origin would be asked.');
  }
  onlyMembers(config, path, [
    'Aliases',
    'CNAMEs',
    'CacheBehaviors',
    'Comment',
    'CustomErrorResponses',
    'DefaultCacheBehavior',
    'DefaultRootObject',
    'Enabled',
    'HttpVersion',
    'IPV6Enabled',
    'Logging',
    'OriginGroups',
    'Origins',
    'PriceClass',
    'Restrictions',
    'ViewerCertificate',
    'WebACLId',
  ]);
  for (const [at, origin] of listOf(given.Origins).entries()) checkOrigin(origin, `${path}.Origins.${at}`);
  checkBehavior(given.DefaultCacheBehavior, `${path}.DefaultCacheBehavior`);
  for (const [at, behavior] of listOf(given.CacheBehaviors).entries()) {
    checkBehavior(behavior, `${path}.CacheBehaviors.${at}`);
  }
  for (const [at, response] of listOf(given.CustomErrorResponses).entries()) {
    onlyMembers(response, `${path}.CustomErrorResponses.${at}`, [
      'ErrorCachingMinTTL',
      'ErrorCode',
      'ResponseCode',
      'ResponsePagePath',
    ]);
  }
}

function checkOrigin(origin: unknown, path: string): void {
  const { S3OriginConfig } = objectOf(origin);
  refuseWhen(
    objectOf(S3OriginConfig).OriginAccessIdentity,
    `${path}.S3OriginConfig.OriginAccessIdentity`,
    'origin access identities are not emulated; use an origin access control.',
  );
  onlyMembers(
    origin,
    path,
    [
      'ConnectionAttempts',
      'ConnectionTimeout',
      'CustomOriginConfig',
      'DomainName',
      'Id',
      'OriginAccessControlId',
      'OriginCustomHeaders',
      'OriginPath',
      'OriginShield',
      'ResponseCompletionTimeout',
      'S3OriginConfig',
    ],
    { VpcOriginConfig: 'origins inside of a VPC are not emulated.' },
  );
}

function checkBehavior(behavior: unknown, path: string): void {
  const { TrustedKeyGroups, TrustedSigners, LambdaFunctionAssociations, SmoothStreaming, ...rest } =
    objectOf(behavior);
  refuseWhen(TrustedKeyGroups, `${path}.TrustedKeyGroups`, SIGNED_URLS);
  refuseWhen(TrustedSigners, `${path}.TrustedSigners`, SIGNED_URLS);
  refuseWhen(
    LambdaFunctionAssociations,
    `${path}.LambdaFunctionAssociations`,
    'Lambda@Edge is not emulated: what it checks would not be checked.',
  );
  refuseWhen(
    SmoothStreaming === 'false' ? undefined : SmoothStreaming,
    `${path}.SmoothStreaming`,
    'it is not emulated.',
  );
  refuseWhen(
    rest.FieldLevelEncryptionId,
    `${path}.FieldLevelEncryptionId`,
    'fields of forms would not be encrypted.',
  );
  onlyMembers(rest, path, [...BEHAVIOR_MEMBERS, 'FieldLevelEncryptionId']);
  for (const [at, association] of listOf(rest.FunctionAssociations).entries()) {
    const { EventType } = objectOf(association);
    if (EventType === 'viewer-request' || EventType === 'viewer-response') continue;
    throw new UnsupportedPropertyError(
      `${path}.FunctionAssociations.${at}.EventType`,
      'functions see viewer requests and viewer responses only.',
    );
  }
}

/** Refuses a value that is not empty. */
function refuseWhen(value: unknown, path: string, reason: string): void {
  const isEmpty =
    value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
  if (!isEmpty) throw new UnsupportedPropertyError(path, reason);
}
