import {
  checkWebsite,
  type MemberReader,
  readRedirect,
  readRoutingRule,
  type WebsiteConfiguration,
} from '../../s3/website/website-configuration.ts';
import { listOf, objectOf, onlyMembers, textOf } from './property-values.ts';

const PATH = 'WebsiteConfiguration';

/** Throws UnsupportedPropertyError for what of a `WebsiteConfiguration` is not known. */
export function checkWebsiteProperties(value: unknown): void {
  onlyMembers(value, PATH, ['ErrorDocument', 'IndexDocument', 'RedirectAllRequestsTo', 'RoutingRules']);
  const { RedirectAllRequestsTo, RoutingRules } = objectOf(value);
  onlyMembers(RedirectAllRequestsTo, `${PATH}.RedirectAllRequestsTo`, ['HostName', 'Protocol']);
  for (const [at, rule] of listOf(RoutingRules).entries()) {
    const path = `${PATH}.RoutingRules.${at}`;
    const { RedirectRule, RoutingRuleCondition } = objectOf(rule);
    onlyMembers(rule, path, ['RedirectRule', 'RoutingRuleCondition']);
    onlyMembers(RedirectRule, `${path}.RedirectRule`, [
      'HostName',
      'HttpRedirectCode',
      'Protocol',
      'ReplaceKeyPrefixWith',
      'ReplaceKeyWith',
    ]);
    onlyMembers(RoutingRuleCondition, `${path}.RoutingRuleCondition`, [
      'HttpErrorCodeReturnedEquals',
      'KeyPrefixEquals',
    ]);
  }
}

/** Throws AwsError for a website that S3 does not take. */
export function readWebsite(value: unknown): WebsiteConfiguration {
  const { IndexDocument, ErrorDocument, RedirectAllRequestsTo: all, RoutingRules } = objectOf(value);
  return checkWebsite({
    ...(IndexDocument === undefined ? {} : { indexSuffix: String(IndexDocument) }),
    ...(ErrorDocument === undefined ? {} : { errorKey: String(ErrorDocument) }),
    ...(all === undefined ? {} : { redirectAll: readRedirect(memberOf(all)) }),
    rules: listOf(RoutingRules).map((rule) => {
      const { RedirectRule, RoutingRuleCondition } = objectOf(rule);
      return readRoutingRule(memberOf(RoutingRuleCondition), memberOf(RedirectRule));
    }),
  });
}

function memberOf(value: unknown): MemberReader {
  const members = objectOf(value);
  return (name) => textOf(members[name]);
}
