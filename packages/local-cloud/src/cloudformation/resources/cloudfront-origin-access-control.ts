import { randomText } from '../../aws/sources.ts';
import type { CloudFrontState } from '../../cloudfront/cloudfront-state.ts';
import type { OriginAccessControl } from '../../cloudfront/distribution.ts';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { objectOf, onlyMembers } from './property-values.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** AWS::CloudFront::OriginAccessControl */
export function cloudfrontOriginAccessControlProvider({ sources, store }: CloudFrontState): ResourceProvider {
  const signingOf = ({ OriginAccessControlConfig: config }: JsonObject): OriginAccessControl['signing'] => {
    const { SigningBehavior: signing } = objectOf(config);
    return signing === 'never' || signing === 'no-override' ? signing : 'always';
  };

  async function save(control: OriginAccessControl): Promise<ResourceState> {
    await store.accessControls.put(control.id, control);
    return { physicalId: control.id, attributes: { Id: control.id } };
  }

  return {
    type: 'AWS::CloudFront::OriginAccessControl',
    properties: { OriginAccessControlConfig: 'supported' },
    check({ OriginAccessControlConfig: config }) {
      onlyMembers(config, 'OriginAccessControlConfig', [
        'Description',
        'Name',
        'OriginAccessControlOriginType',
        'SigningBehavior',
        'SigningProtocol',
      ]);
      const { OriginAccessControlOriginType: type } = objectOf(config);
      if (type !== 's3') {
        throw new UnsupportedPropertyError(
          'OriginAccessControlConfig.OriginAccessControlOriginType',
          'requests are signed for S3 origins only.',
        );
      }
    },
    async create({ properties, creationToken }) {
      const known = store.accessControls.list().find((one) => one.creationToken === creationToken);
      const id = known?.id ?? `E${randomText(sources, 13, LETTERS_AND_DIGITS)}`;
      return save({ id, creationToken, signing: signingOf(properties) });
    },
    async update({ properties }, { physicalId }) {
      const known = store.accessControls.get(physicalId);
      return known === undefined ? 'replace' : save({ ...known, signing: signingOf(properties) });
    },
    delete: async ({ physicalId }) => store.accessControls.delete(physicalId),
  };
}
