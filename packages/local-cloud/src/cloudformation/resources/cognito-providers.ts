import type { CognitoCore } from '../../cognito/core.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { uiCustomizationAttachmentProvider } from './cognito-ui-customization-attachment.ts';
import { userPoolProvider } from './cognito-user-pool.ts';
import { userPoolClientProvider } from './cognito-user-pool-client.ts';
import { userPoolDomainProvider } from './cognito-user-pool-domain.ts';
import { userPoolGroupProvider } from './cognito-user-pool-group.ts';
import { userPoolResourceServerProvider } from './cognito-user-pool-resource-server.ts';
import { userPoolUserProvider } from './cognito-user-pool-user.ts';
import { userToGroupAttachmentProvider } from './cognito-user-to-group-attachment.ts';

/** The resource types of user pools. */
export function cognitoProviders(core: CognitoCore): readonly ResourceProvider[] {
  return [
    userPoolProvider(core),
    userPoolClientProvider(core),
    userPoolDomainProvider(core),
    userPoolResourceServerProvider(core),
    userPoolGroupProvider(core),
    userPoolUserProvider(core),
    userToGroupAttachmentProvider(core),
    uiCustomizationAttachmentProvider(core),
  ];
}
