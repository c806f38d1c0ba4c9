import type { Account } from '../../aws/account.ts';
import { functionNotFound, parseFunctionReference } from '../../lambda/function-name.ts';
import type { FunctionStore } from '../../lambda/function-store.ts';
import { permissionStatement } from '../../lambda/operations/add-permission.ts';
import type { PolicyStatement } from '../../lambda/resource-policy.ts';
import type { JsonObject, ResourceProvider } from '../resource-provider.ts';

/** AWS::Lambda::Permission */
export function lambdaPermissionProvider(needs: {
  readonly account: Account;
  readonly functions: FunctionStore;
}): ResourceProvider {
  const { account, functions } = needs;

  /** Puts the statement in the place of one with the same id; takes it away when it is undefined. */
  async function put(
    properties: JsonObject,
    sid: string,
    statement: PolicyStatement | undefined,
  ): Promise<void> {
    const reference = parseFunctionReference(account, String(properties.FunctionName));
    const { name, qualifier = '' } = reference;
    const record = functions.get(name);
    if (record === undefined) {
      if (statement === undefined) return;
      throw functionNotFound(account, reference);
    }
    const others = (record.policies[qualifier] ?? []).filter((other) => other.sid !== sid);
    const statements = statement === undefined ? others : [...others, statement];
    await functions.put({ ...record, policies: { ...record.policies, [qualifier]: statements } });
  }

  return {
    type: 'AWS::Lambda::Permission',
    properties: {
      Action: 'supported',
      FunctionName: 'supported',
      Principal: 'supported',
      SourceAccount: 'supported',
      SourceArn: 'supported',
      EventSourceToken: { refused: 'only Alexa skills have event source tokens.' },
      FunctionUrlAuthType: 'supported',
      InvokedViaFunctionUrl: 'supported',
      PrincipalOrgID: { refused: 'there are no organizations here, so nobody would be allowed.' },
    },
    async create({ stackName, logicalId, creationToken, properties }) {
      const sid = `${stackName.slice(0, 40)}-${logicalId.slice(0, 40)}-${creationToken}`;
      const { FunctionName: _name, ...members } = properties;
      await put(properties, sid, permissionStatement({ ...members, StatementId: sid }));
      return { physicalId: sid, attributes: { Id: sid } };
    },
    update: async () => 'replace',
    delete: async ({ physicalId }, properties) => put(properties, physicalId, undefined),
  };
}
