import type { Account } from '../../aws/account.ts';
import { functionNotFound, parseFunctionReference } from '../../lambda/function-name.ts';
import { functionArn } from '../../lambda/function-record.ts';
import type { FunctionStore } from '../../lambda/function-store.ts';
import { withPublishedVersion } from '../../lambda/publish-version.ts';
import type { ResourceProvider, ResourceState } from '../resource-provider.ts';

/** AWS::Lambda::Version */
export function lambdaVersionProvider(needs: {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly newId: () => string;
  readonly now: () => number;
}): ResourceProvider {
  const { account, functions } = needs;
  const state = (name: string, version: string): ResourceState => {
    const arn = functionArn(account, name, version);
    return { physicalId: arn, attributes: { Version: version, FunctionArn: arn } };
  };
  return {
    type: 'AWS::Lambda::Version',
    properties: {
      CodeSha256: { noted: 'the digest of the code is not the one that AWS computes, so it is not compared' },
      Description: 'supported',
      FunctionName: 'supported',
      FunctionScalingConfig: { noted: 'environments are made as they are needed' },
      ProvisionedConcurrencyConfig: { noted: 'environments are made as they are needed' },
      RuntimePolicy: { noted: "functions run on this machine's own Node" },
    },
    async create({ properties, creationToken }) {
      const reference = parseFunctionReference(account, String(properties.FunctionName));
      const record = functions.get(reference.name);
      if (record === undefined) throw functionNotFound(account, reference);
      const known = Object.entries(record.versions).find(([, own]) => own.creationToken === creationToken);
      if (known !== undefined) return state(record.name, known[0]);
      const published = withPublishedVersion(record, {
        revisionId: needs.newId(),
        publishedAt: needs.now(),
        creationToken,
        ...(properties.Description === undefined ? {} : { description: String(properties.Description) }),
      });
      await functions.put(published.record);
      return state(record.name, published.version);
    },
    update: async (_request, state) => state,
    async delete({ physicalId }) {
      const { name, qualifier = '' } = parseFunctionReference(account, physicalId);
      const record = functions.get(name);
      if (record?.versions[qualifier] === undefined) return;
      const { [qualifier]: _removed, ...versions } = record.versions;
      await functions.put({ ...record, versions });
    },
  };
}
