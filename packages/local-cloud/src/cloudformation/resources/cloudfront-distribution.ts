import { AwsError } from '../../aws/aws-error.ts';
import { randomText } from '../../aws/sources.ts';
import type { CloudFrontState } from '../../cloudfront/cloudfront-state.ts';
import {
  requireCachePolicy,
  requireFunction,
  requireOriginRequestPolicy,
  requireResponseHeadersPolicy,
} from '../../cloudfront/cloudfront-store.ts';
import type { Distribution, DistributionConfig } from '../../cloudfront/distribution.ts';
import type { ResourceProvider, ResourceState } from '../resource-provider.ts';
import { readDistributionConfig } from './cloudfront-distribution-config.ts';
import { checkDistribution, isWhollyServed } from './cloudfront-distribution-support.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** AWS::CloudFront::Distribution */
export function cloudfrontDistributionProvider(state: CloudFrontState): ResourceProvider {
  const { account, sources, store } = state;

  /** Keeps it and serves it. */
  async function save(distribution: Distribution): Promise<ResourceState> {
    checkConfig(state, distribution.config);
    await store.distributions.put(distribution.id, distribution);
    await state.serve(distribution);
    const { id, domainName } = distribution;
    return { physicalId: id, attributes: { Id: id, DomainName: domainName } };
  }

  return {
    type: 'AWS::CloudFront::Distribution',
    properties: {
      DistributionConfig: {
        supportedWhen: isWhollyServed,
        otherwise: {
          noted:
            'aliases, certificates, price class, logs and the wish for HTTPS change nothing here: the site is served over plain HTTP on a port of its own',
        },
      },
      Tags: { noted: 'distributions have no tags here' },
    },
    check: checkDistribution,

    async create({ properties, creationToken }) {
      const known = store.distributions.list().find((one) => one.creationToken === creationToken);
      const random = (): string => randomText(sources, 13, LETTERS_AND_DIGITS);
      return save({
        id: known?.id ?? `E${random()}`,
        domainName: known?.domainName ?? `d${random().toLowerCase()}.cloudfront.net`,
        creationToken,
        config: readDistributionConfig(properties.DistributionConfig, account.urlSuffix),
      });
    },

    async update({ properties }, { physicalId }) {
      const known = store.distributions.get(physicalId);
      if (known === undefined) return 'replace';
      return save({
        ...known,
        config: readDistributionConfig(properties.DistributionConfig, account.urlSuffix),
      });
    },

    async delete({ physicalId }) {
      const known = store.distributions.get(physicalId);
      if (known === undefined) return;
      await state.stop(known);
      await store.distributions.delete(physicalId);
    },
  };
}

/** Throws AwsError for what the configuration names and is not there. */
function checkConfig({ store, isServedHere }: CloudFrontState, config: DistributionConfig): void {
  for (const { kind, domainName, accessControlId } of config.origins) {
    if (accessControlId !== undefined && store.accessControls.get(accessControlId) === undefined) {
      throw new AwsError(
        'NoSuchOriginAccessControl',
        `The specified origin access control does not exist: ${accessControlId}`,
        404,
      );
    }
    if (kind === 'custom' && !isServedHere(domainName)) {
      throw new AwsError(
        'InvalidOrigin',
        `The origin ${domainName} is not on this machine, and a local distribution asks no other.`,
      );
    }
  }
  for (const behavior of [config.defaultBehavior, ...config.behaviors]) {
    if (!config.origins.some(({ id }) => id === behavior.originId)) {
      throw new AwsError('NoSuchOrigin', 'One or more of your origins or origin groups do not exist.', 404);
    }
    const { cachePolicyId, originRequestPolicyId, responseHeadersPolicyId } = behavior;
    if (cachePolicyId !== undefined) requireCachePolicy(store, cachePolicyId);
    if (originRequestPolicyId !== undefined) requireOriginRequestPolicy(store, originRequestPolicyId);
    if (responseHeadersPolicyId !== undefined) requireResponseHeadersPolicy(store, responseHeadersPolicyId);
    for (const arn of [behavior.viewerRequestFunctionArn, behavior.viewerResponseFunctionArn]) {
      if (arn !== undefined) requireFunction(store, arn);
    }
  }
}
