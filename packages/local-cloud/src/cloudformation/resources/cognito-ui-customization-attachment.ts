import type { CognitoCore } from '../../cognito/core.ts';
import { setUiCustomization } from '../../cognito/pools/ui-customization.ts';
import { findPool } from '../../cognito/sign-in/client-access.ts';
import type { JsonObject, ResourceProvider } from '../resource-provider.ts';
import { changes } from './cognito-properties.ts';
import { requiredText, text } from './property-values.ts';

/** AWS::Cognito::UserPoolUICustomizationAttachment: kept and described; the sign-in pages keep their own look. */
export function uiCustomizationAttachmentProvider(core: CognitoCore): ResourceProvider {
  async function set(properties: JsonObject, CSS: string | undefined): Promise<string> {
    const pool = findPool(core, requiredText(properties, 'UserPoolId'));
    const ClientId = requiredText(properties, 'ClientId');
    await setUiCustomization(core, pool, { ClientId, ...(CSS === undefined ? {} : { CSS }) });
    return `${pool.id}|${ClientId}`;
  }

  return {
    type: 'AWS::Cognito::UserPoolUICustomizationAttachment',
    properties: {
      UserPoolId: 'supported',
      ClientId: 'supported',
      CSS: { noted: 'the sign-in pages keep their own look' },
    },
    async create({ properties }) {
      return { physicalId: await set(properties, text(properties, 'CSS')), attributes: {} };
    },
    async update({ properties }, state, previous) {
      if (changes(previous, properties, ['UserPoolId', 'ClientId'])) return 'replace';
      await set(properties, text(properties, 'CSS'));
      return state;
    },
    async delete(_state, previous) {
      const pool = core.pools.get(requiredText(previous, 'UserPoolId'));
      const client = core.clients.get(requiredText(previous, 'ClientId'));
      if (pool && (client || previous.ClientId === 'ALL')) await set(previous, undefined);
    },
  };
}
