import type { CorsRule, PublicAccessBlock } from '../../s3/bucket-record.ts';
import { checkCorsRules } from '../../s3/cors.ts';
import type { Json, JsonObject } from '../resource-provider.ts';
import { flagOf, listOf, objectOf, onlyMembers, textsOf } from './property-values.ts';

/** Throws UnsupportedPropertyError for what of a bucket's nested properties is not emulated. */
export function checkBucketProperties(properties: JsonObject): void {
  onlyMembers(properties.VersioningConfiguration, 'VersioningConfiguration', ['Status']);
  onlyMembers(properties.CorsConfiguration, 'CorsConfiguration', ['CorsRules']);
  onlyMembers(properties.PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration', [
    'BlockPublicAcls',
    'BlockPublicPolicy',
    'IgnorePublicAcls',
    'RestrictPublicBuckets',
  ]);
  for (const [at, rule] of listOf(objectOf(properties.CorsConfiguration).CorsRules).entries()) {
    onlyMembers(rule, `CorsConfiguration.CorsRules.${at}`, [
      'AllowedHeaders',
      'AllowedMethods',
      'AllowedOrigins',
      'ExposedHeaders',
      'Id',
      'MaxAge',
    ]);
  }
}

/** What is not named is off. */
export function readPublicAccessBlock(value: Json): PublicAccessBlock {
  const given = objectOf(value);
  return {
    blockPublicAcls: flagOf(given.BlockPublicAcls),
    ignorePublicAcls: flagOf(given.IgnorePublicAcls),
    blockPublicPolicy: flagOf(given.BlockPublicPolicy),
    restrictPublicBuckets: flagOf(given.RestrictPublicBuckets),
  };
}

/** Throws AwsError for rules that S3 does not take. */
export function readCorsRules(value: Json | undefined): readonly CorsRule[] {
  if (value === undefined) return [];
  const rules = listOf(objectOf(value).CorsRules).map((entry): CorsRule => {
    const rule = objectOf(entry);
    return {
      allowedOrigins: textsOf(rule.AllowedOrigins),
      allowedMethods: textsOf(rule.AllowedMethods),
      allowedHeaders: textsOf(rule.AllowedHeaders),
      exposeHeaders: textsOf(rule.ExposedHeaders),
      ...(rule.Id === undefined ? {} : { id: String(rule.Id) }),
      ...(rule.MaxAge === undefined ? {} : { maxAgeSeconds: Number(rule.MaxAge) }),
    };
  });
  return checkCorsRules(rules);
}
