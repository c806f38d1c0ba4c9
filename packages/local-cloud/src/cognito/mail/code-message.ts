import type { CognitoCore } from '../core.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { triggerAttributes } from '../triggers/trigger-runner.ts';
import { maskedAddress } from './masked-address.ts';

export type CodeMessageKind =
  | 'SignUp'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'Authentication'
  | 'AdminCreateUser';

export interface CodeMessage {
  readonly pool: UserPool;
  readonly user: User;
  readonly kind: CodeMessageKind;
  readonly attribute: 'email' | 'phone_number';
  /** Where it goes; by default the user's own address. */
  readonly to?: string;
  /** The code, or the temporary password of an invitation. */
  readonly code: string;
  readonly clientId: string;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

/** As operations answer where a code went. */
export interface CodeDeliveryDetails {
  readonly AttributeName: string;
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly Destination: string;
}

interface Texts {
  readonly subject: string;
  readonly email: string;
  readonly sms: string;
}

const CODE = '{####}';
const USERNAME = '{username}';

function configuredTexts(pool: UserPool, kind: CodeMessageKind): Texts {
  const { settings } = pool;
  if (kind === 'AdminCreateUser') {
    const invite = settings.AdminCreateUserConfig.InviteMessageTemplate ?? {};
    return {
      subject: invite.EmailSubject ?? 'Your temporary password',
      email: invite.EmailMessage ?? `Your username is ${USERNAME} and temporary password is ${CODE}.`,
      sms: invite.SMSMessage ?? `Your username is ${USERNAME} and temporary password is ${CODE}.`,
    };
  }
  if (kind === 'ForgotPassword') {
    const text = `Your password reset code is ${CODE}.`;
    return { subject: 'Your password reset code', email: text, sms: text };
  }
  if (kind === 'Authentication') {
    const text = `Your authentication code is ${CODE}.`;
    return {
      subject: 'Your authentication code',
      email: text,
      sms: settings.SmsAuthenticationMessage ?? text,
    };
  }
  const template = settings.VerificationMessageTemplate;
  return {
    subject: template.EmailSubject ?? settings.EmailVerificationSubject ?? 'Your verification code',
    email: template.EmailMessage ?? settings.EmailVerificationMessage ?? `Your confirmation code is ${CODE}.`,
    sms: template.SmsMessage ?? settings.SmsVerificationMessage ?? `Your confirmation code is ${CODE}.`,
  };
}

/** `EmailConfiguration.From`: an address, or `Name <address>`. */
function senderOf({ settings }: UserPool): string | undefined {
  const configuration = settings.delivery.EmailConfiguration;
  if (typeof configuration !== 'object' || configuration === null) return undefined;
  return 'From' in configuration && typeof configuration.From === 'string' ? configuration.From : undefined;
}

async function customTexts(core: CognitoCore, message: CodeMessage, texts: Texts): Promise<Texts> {
  const { pool, user, kind } = message;
  const response = await core.triggers.run({
    pool,
    trigger: 'CustomMessage',
    source: `CustomMessage_${kind}`,
    clientId: message.clientId,
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      codeParameter: CODE,
      linkParameter: '{##Click Here##}',
      usernameParameter: kind === 'AdminCreateUser' ? USERNAME : null,
      ...(message.clientMetadata ? { clientMetadata: message.clientMetadata } : {}),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const given = (name: string): string | undefined => {
    const value = response?.[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    subject: given('emailSubject') ?? texts.subject,
    email: given('emailMessage') ?? texts.email,
    sms: given('smsMessage') ?? texts.sms,
  };
}

/**
 * Puts a message with a code into the mail box, in the pool's own words or those of its CustomMessage
 * function.
 */
export async function sendCode(core: CognitoCore, message: CodeMessage): Promise<CodeDeliveryDetails> {
  const { pool, user, attribute, code } = message;
  const to = message.to ?? user.attributes[attribute] ?? '';
  const texts = await customTexts(core, message, configuredTexts(pool, message.kind));
  const medium = attribute === 'email' ? 'EMAIL' : 'SMS';
  const filled = (text: string): string =>
    text.replaceAll(CODE, () => code).replaceAll(USERNAME, () => user.attributes.email ?? user.username);
  const from = medium === 'EMAIL' ? senderOf(pool) : undefined;
  await core.mail.deliver({
    ...(from === undefined ? {} : { from }),
    to,
    medium,
    subject: filled(texts.subject),
    body: filled(medium === 'EMAIL' ? texts.email : texts.sms),
    code,
    poolId: pool.id,
  });
  return { AttributeName: attribute, DeliveryMedium: medium, Destination: maskedAddress(to) };
}
