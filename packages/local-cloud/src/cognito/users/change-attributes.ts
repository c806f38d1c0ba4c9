import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { type CodeDeliveryDetails, sendCode } from '../mail/code-message.ts';
import { checkAttribute, checkMutable } from '../model/attribute-schema.ts';
import { type User, without } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { newCode, redeemed, withCode } from './codes.ts';

type Attributes = Readonly<Record<string, string>>;
type Address = 'email' | 'phone_number';

const ADDRESSES: readonly Address[] = ['email', 'phone_number'];

export interface AttributeChange {
  /** An empty value takes the attribute away. */
  readonly attributes: Attributes;
  /** Named by the messages that ask for verification. */
  readonly clientId: string;
  readonly clientMetadata?: Attributes;
}

/** Throws InvalidParameterException for values that the pool's schema does not take. */
function checkChange(pool: UserPool, user: User, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) checkAttribute(pool.schema, name, value);
  const changed = Object.keys(attributes).filter((name) => attributes[name] !== user.attributes[name]);
  checkMutable(pool.schema, changed);
  const emptied = pool.schema.find(({ Name, Required }) => Required && attributes[Name] === '');
  if (emptied) {
    throw new AwsError(
      'InvalidParameterException',
      `Attributes did not conform to the schema: ${emptied.Name}: The attribute is required\n`,
    );
  }
}

/** The addresses of the change that are new to the user. */
function newAddresses(user: User, attributes: Attributes): Address[] {
  return ADDRESSES.filter((name) => {
    const value = attributes[name];
    return value !== undefined && value !== '' && value !== user.attributes[name];
  });
}

function changedUser(core: CognitoCore, pool: UserPool, user: User, given: Attributes): User {
  const settings = pool.settings.UserAttributeUpdateSettings;
  const keptUntilVerified = settings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const fresh = newAddresses(user, given).filter((name) => given[`${name}_verified`] !== 'true');
  const waiting = fresh.filter((name) => keptUntilVerified.includes(name) && user.attributes[name]);
  const unverified = fresh.filter((name) => !waiting.includes(name));
  const removed = Object.keys(given).filter((name) => given[name] === '');
  const orphaned = removed.map((name) => `${name}_verified`);
  const settled = ADDRESSES.filter((name) => given[name] !== undefined && !waiting.includes(name));
  return {
    ...user,
    modifiedAt: core.sources.now(),
    attributes: without(
      {
        ...user.attributes,
        ...without(given, waiting),
        ...Object.fromEntries(unverified.map((name) => [`${name}_verified`, 'false'])),
      },
      [...removed, ...orphaned],
    ),
    pendingAttributes: {
      ...without(user.pendingAttributes, settled),
      ...Object.fromEntries(waiting.map((name) => [name, given[name] ?? ''])),
    },
  };
}

/**
 * Changes attributes; an address that the pool verifies gets a code, and counts at once or once it is
 * verified, as the pool says.
 * Throws InvalidParameterException or AliasExistsException.
 */
export async function changeAttributes(
  core: CognitoCore,
  pool: UserPool,
  sub: string,
  { attributes, clientId, clientMetadata }: AttributeChange,
): Promise<CodeDeliveryDetails[]> {
  const codes = new Map<Address, string>();
  const changed = await core.users.change(pool, sub, (user) => {
    checkChange(pool, user, attributes);
    const automatic = pool.settings.AutoVerifiedAttributes;
    const fresh = newAddresses(user, attributes).filter(
      (name) => automatic.includes(name) && attributes[`${name}_verified`] !== 'true',
    );
    let next = changedUser(core, pool, user, attributes);
    for (const name of fresh) {
      const code = newCode(core);
      codes.set(name, code);
      next = withCode(core, next, `attribute:${name}`, name, code);
    }
    return next;
  });
  const deliveries: CodeDeliveryDetails[] = [];
  const common = { pool, user: changed, kind: 'UpdateUserAttribute', clientId, clientMetadata } as const;
  for (const [attribute, code] of codes) {
    deliveries.push(await sendVerification(core, { ...common, attribute, code }));
  }
  return deliveries;
}

interface Verification {
  readonly pool: UserPool;
  readonly user: User;
  readonly attribute: Address;
  readonly kind: 'UpdateUserAttribute' | 'VerifyUserAttribute';
  readonly code: string;
  readonly clientId: string;
  readonly clientMetadata: Attributes | undefined;
}

function sendVerification(
  core: CognitoCore,
  { clientMetadata, ...verification }: Verification,
): Promise<CodeDeliveryDetails> {
  const { user, attribute } = verification;
  const to = user.pendingAttributes[attribute] ?? user.attributes[attribute];
  return sendCode(core, {
    ...verification,
    ...(to === undefined ? {} : { to }),
    ...(clientMetadata ? { clientMetadata } : {}),
  });
}

/** Throws InvalidParameterException for a name that is no address, or that the user does not have. */
export function addressNamed(name: string): Address {
  const address = ADDRESSES.find((each) => each === name);
  if (address) return address;
  throw new AwsError('InvalidParameterException', 'Invalid attribute name provided.');
}

/** Mails a code that verifies an address of the user. */
export async function sendAttributeCode(
  core: CognitoCore,
  pool: UserPool,
  user: User,
  attribute: Address,
  clientId: string,
  clientMetadata?: Attributes,
): Promise<CodeDeliveryDetails> {
  if (!user.attributes[attribute] && !user.pendingAttributes[attribute]) {
    throw new AwsError('InvalidParameterException', `User does not have attribute ${attribute}.`);
  }
  core.attempts.count('GetUserAttributeVerificationCode', `${pool.id}/${user.sub}`);
  const purpose = `attribute:${attribute}` as const;
  const code = newCode(core);
  const changed = await core.users.change(pool, user.sub, (latest) =>
    withCode(core, latest, purpose, attribute, code),
  );
  const kind = 'VerifyUserAttribute';
  return sendVerification(core, { pool, user: changed, attribute, kind, code, clientId, clientMetadata });
}

/**
 * Takes the mailed code for an address, which counts from then on.
 * Throws CodeMismatchException, ExpiredCodeException, AliasExistsException, LimitExceededException.
 */
export async function verifyAttribute(
  core: CognitoCore,
  pool: UserPool,
  sub: string,
  attribute: Address,
  code: string,
): Promise<void> {
  core.attempts.count('VerifyUserAttribute', `${pool.id}/${sub}`);
  await core.users.change(pool, sub, (latest) => {
    const next = redeemed(core, latest, `attribute:${attribute}`, code);
    const value = latest.pendingAttributes[attribute];
    return {
      ...next,
      modifiedAt: core.sources.now(),
      pendingAttributes: without(next.pendingAttributes, [attribute]),
      attributes: {
        ...next.attributes,
        ...(value === undefined ? {} : { [attribute]: value }),
        [`${attribute}_verified`]: 'true',
      },
    };
  });
}

/** Takes attributes away. Throws for those that a user must have. */
export async function deleteAttributes(
  core: CognitoCore,
  pool: UserPool,
  sub: string,
  names: readonly string[],
): Promise<void> {
  const attributes = Object.fromEntries(names.map((name) => [name, '']));
  await core.users.change(pool, sub, (user) => {
    checkChange(pool, user, attributes);
    return changedUser(core, pool, user, attributes);
  });
}
