import type { CloudFrontState } from '../../cloudfront/cloudfront-state.ts';
import { functionArn } from '../../cloudfront/cloudfront-store.ts';
import { edgeCodeFault } from '../../cloudfront/edge-functions/edge-functions.ts';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { objectOf, onlyMembers } from './property-values.ts';

/** AWS::CloudFront::Function */
export function cloudfrontFunctionProvider({ account, store }: CloudFrontState): ResourceProvider {
  const nameOf = ({ Name }: JsonObject): string => String(Name ?? '');

  async function save(properties: JsonObject, creationToken: string): Promise<ResourceState> {
    const name = nameOf(properties);
    await store.functions.put(name, { name, creationToken, code: String(properties.FunctionCode ?? '') });
    const arn = functionArn(account, name);
    return {
      physicalId: arn,
      attributes: { FunctionARN: arn, 'FunctionMetadata.FunctionARN': arn, Stage: 'LIVE' },
    };
  }

  return {
    type: 'AWS::CloudFront::Function',
    properties: {
      AutoPublish: {
        supportedWhen: (value) => String(value) === 'true',
        otherwise: { noted: 'every function is published at once' },
      },
      FunctionCode: 'supported',
      FunctionConfig: 'supported',
      FunctionMetadata: 'supported',
      Name: 'supported',
      Tags: { noted: 'functions of CloudFront have no tags here' },
    },
    check({ FunctionCode, FunctionConfig }) {
      onlyMembers(FunctionConfig, 'FunctionConfig', ['Comment', 'Runtime'], {
        KeyValueStoreAssociations: 'key value stores are not emulated.',
      });
      const { Runtime } = objectOf(FunctionConfig);
      if (Runtime !== 'cloudfront-js-2.0' && Runtime !== 'cloudfront-js-1.0') {
        throw new UnsupportedPropertyError('FunctionConfig.Runtime', 'there are cloudfront-js-1.0 and 2.0.');
      }
      const fault = edgeCodeFault(String(FunctionCode ?? ''));
      if (fault !== undefined) throw new UnsupportedPropertyError('FunctionCode', fault);
    },
    create: async ({ properties, creationToken }) => save(properties, creationToken),
    async update({ properties }, _state, previous) {
      if (nameOf(properties) !== nameOf(previous)) return 'replace';
      return save(properties, store.functions.get(nameOf(properties))?.creationToken ?? '');
    },
    delete: async (_state, previous) => store.functions.delete(nameOf(previous)),
  };
}
