import type { CodeStore } from '../../lambda/code/code-store.ts';
import type { LayerStore } from '../../lambda/layer-store.ts';
import type { JsonObject, ResourceProvider } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

/** AWS::Lambda::LayerVersion */
export function lambdaLayerVersionProvider(needs: {
  readonly layers: LayerStore;
  readonly code: CodeStore;
}): ResourceProvider {
  return {
    type: 'AWS::Lambda::LayerVersion',
    properties: {
      CompatibleArchitectures: 'supported',
      CompatibleRuntimes: 'supported',
      Content: 'supported',
      Description: 'supported',
      LayerName: 'supported',
      LicenseInfo: 'supported',
    },
    async create(request) {
      const { properties, creationToken } = request;
      const { bucket, key } = contentOf(properties);
      const content = await needs.code.locate(bucket, key);
      const name =
        properties.LayerName === undefined ? generatedName(request, 140) : String(properties.LayerName);
      const { arn } = await needs.layers.publish(name, content, creationToken);
      return { physicalId: arn, attributes: { LayerVersionArn: arn } };
    },
    update: async () => 'replace',
    delete: async ({ physicalId }) => needs.layers.delete(physicalId),
  };
}

function contentOf({ Content: content }: JsonObject): { readonly bucket: string; readonly key: string } {
  const given = typeof content === 'object' && content !== null && 'S3Key' in content ? content : {};
  return { bucket: String(given.S3Bucket), key: String(given.S3Key) };
}
