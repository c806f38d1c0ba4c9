import { AwsError } from '../../aws/aws-error.ts';
import { type JsonCollection, jsonCollection } from '../../store/json-collection.ts';
import type { OrderedStore, StoreWrite } from '../../store/ordered-store.ts';
import { isVerified, type User } from '../model/user.ts';
import { caseSensitive, type UserPool } from '../model/user-pool.ts';
import { keyedLock } from './keyed-lock.ts';

export interface ChangeOptions {
  /** Takes an alias away from the user who has it, as ForceAliasCreation does. */
  readonly takeAliases?: boolean;
}

/**
 * The users of every pool. Writes of one pool run one after another, and each writes the user together
 * with its sign-in names and memberships, so that no two users ever hold one name.
 */
export interface UserDirectory {
  bySub(pool: UserPool, sub: string): User | undefined;
  /** By user name, or by an alias that counts. */
  bySignInName(pool: UserPool, name: string): User | undefined;
  /** Throws UsernameExistsException or AliasExistsException. */
  create(pool: UserPool, user: User, options?: ChangeOptions): Promise<void>;
  /**
   * Replaces the user by what `change` makes of its latest state; what `change` throws leaves all as it
   * was. Throws UserNotFoundException, AliasExistsException.
   */
  change(pool: UserPool, sub: string, change: (user: User) => User, options?: ChangeOptions): Promise<User>;
  remove(pool: UserPool, sub: string): Promise<void>;
  /** In the order of `sub`, after the one given. */
  list(pool: UserPool, after?: string): AsyncIterable<User>;
  inGroup(pool: UserPool, group: string, after?: string): AsyncIterable<User>;
  removeAll(pool: UserPool): Promise<void>;
}

type AliasAttribute = 'email' | 'phone_number' | 'preferred_username';

/** What is already verified counts as an alias; a preferred user name needs no proof. */
function aliasesOf(pool: UserPool, user: User): Map<string, AliasAttribute> {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings;
  const aliases = new Map<string, AliasAttribute>();
  for (const attribute of ['email', 'phone_number', 'preferred_username'] as const) {
    const value = user.attributes[attribute];
    if (value === undefined || value === '') continue;
    const counts =
      UsernameAttributes.includes(attribute) ||
      (AliasAttributes.includes(attribute) &&
        (attribute === 'preferred_username' || isVerified(user, attribute)));
    if (counts) aliases.set(value, attribute);
  }
  return aliases;
}

export const USER_NOT_FOUND: () => AwsError = () =>
  new AwsError('UserNotFoundException', 'User does not exist.');

/** `store` holds nothing else. */
export function userDirectory(store: OrderedStore): UserDirectory {
  // One store, so that one batch can span all three; the first letters of an id keep them apart.
  const users: JsonCollection<User> = jsonCollection(store);
  const names: JsonCollection<string> = jsonCollection(store);
  const members: JsonCollection<true> = jsonCollection(store);
  const writes = keyedLock();

  const userId = (pool: UserPool, sub: string): string => `user/${pool.id}/${sub}`;
  const memberId = (pool: UserPool, group: string, sub: string): string =>
    `member/${pool.id}/${group}\0${sub}`;

  function nameId(pool: UserPool, kind: 'user' | 'alias', name: string): string {
    return `name/${pool.id}/${kind}/${caseSensitive(pool) ? name : name.toLowerCase()}`;
  }

  function nameIds(pool: UserPool, user: User): Map<string, AliasAttribute | 'username'> {
    const ids = new Map<string, AliasAttribute | 'username'>();
    ids.set(nameId(pool, 'user', user.username), 'username');
    for (const [value, attribute] of aliasesOf(pool, user)) ids.set(nameId(pool, 'alias', value), attribute);
    return ids;
  }

  function writesFor(pool: UserPool, before: User | undefined, after: User | undefined): StoreWrite[] {
    const sub = (after ?? before)?.sub ?? '';
    const batch: StoreWrite[] = [];
    const oldNames = before ? nameIds(pool, before) : new Map<string, string>();
    const newNames = after ? nameIds(pool, after) : new Map<string, string>();
    for (const id of oldNames.keys()) {
      if (!newNames.has(id)) batch.push(names.deleteWrite(id));
    }
    for (const id of newNames.keys()) batch.push(names.putWrite(id, sub));
    for (const group of before?.groups ?? []) {
      if (!after?.groups.includes(group)) {
        batch.push(members.deleteWrite(memberId(pool, group, sub)));
      }
    }
    for (const group of after?.groups ?? []) {
      batch.push(members.putWrite(memberId(pool, group, sub), true));
    }
    const id = userId(pool, sub);
    batch.push(after ? users.putWrite(id, after) : users.deleteWrite(id));
    return batch;
  }

  /** The users who hold a name that `user` wants, with the attribute it comes from. */
  function holders(pool: UserPool, user: User): [holder: User, attribute: AliasAttribute | 'username'][] {
    const found: [User, AliasAttribute | 'username'][] = [];
    for (const [id, attribute] of nameIds(pool, user)) {
      const sub = names.get(id);
      const holder = sub === undefined || sub === user.sub ? undefined : users.get(userId(pool, sub));
      if (holder) found.push([holder, attribute]);
    }
    return found;
  }

  function makeRoom(pool: UserPool, user: User, options: ChangeOptions, isNew: boolean): StoreWrite[] {
    const usernameAttributes: readonly string[] = pool.settings.UsernameAttributes ?? [];
    const robbed = new Map<string, readonly [before: User, after: User]>();
    for (const [holder, attribute] of holders(pool, user)) {
      const signsUpWithIt = usernameAttributes.includes(attribute);
      if (attribute === 'username' || (isNew && signsUpWithIt)) {
        throw new AwsError('UsernameExistsException', 'User already exists');
      }
      if (!options.takeAliases || signsUpWithIt || attribute === 'preferred_username') {
        const what = attribute.replace('_', ' ');
        throw new AwsError('AliasExistsException', `An account with the ${what} already exists.`);
      }
      const [before, after] = robbed.get(holder.sub) ?? [holder, holder];
      const attributes = { ...after.attributes, [`${attribute}_verified`]: 'false' };
      robbed.set(holder.sub, [before, { ...after, attributes }]);
    }
    return [...robbed.values()].flatMap(([before, after]) => writesFor(pool, before, after));
  }

  function get(pool: UserPool, sub: string): User | undefined {
    return users.get(userId(pool, sub));
  }

  async function* list(pool: UserPool, after = ''): AsyncGenerator<User> {
    const range = { gt: Buffer.from(userId(pool, after)), lt: Buffer.from(`user/${pool.id}0`) };
    for await (const [, value] of store.entries(range)) yield JSON.parse(value.toString());
  }

  async function* inGroup(pool: UserPool, group: string, after = ''): AsyncGenerator<User> {
    const end = `member/${pool.id}/${group}\u0001`;
    const range = { gt: Buffer.from(memberId(pool, group, after)), lt: Buffer.from(end) };
    for await (const [key] of store.entries(range)) {
      const user = get(pool, key.toString().slice(memberId(pool, group, '').length));
      if (user) yield user;
    }
  }

  return {
    bySub: get,
    bySignInName(pool, name) {
      const sub = names.get(nameId(pool, 'user', name)) ?? names.get(nameId(pool, 'alias', name));
      return sub === undefined ? undefined : get(pool, sub);
    },
    create: (pool, user, options = {}) =>
      writes.run(pool.id, async () => {
        if (get(pool, user.sub)) throw new AwsError('UsernameExistsException', 'User already exists');
        const room = makeRoom(pool, user, options, true);
        await store.write([...room, ...writesFor(pool, undefined, user)]);
      }),
    change: (pool, sub, change, options = {}) =>
      writes.run(pool.id, async () => {
        const before = get(pool, sub);
        if (before === undefined) throw USER_NOT_FOUND();
        const after = change(before);
        if (after === before) return before;
        const room = makeRoom(pool, after, options, false);
        await store.write([...room, ...writesFor(pool, before, after)]);
        return after;
      }),
    remove: (pool, sub) =>
      writes.run(pool.id, async () => {
        const before = get(pool, sub);
        if (before) await store.write(writesFor(pool, before, undefined));
      }),
    list,
    inGroup,
    removeAll: (pool) =>
      writes.run(pool.id, async () => {
        for (const kind of ['user', 'name', 'member']) {
          // '0' is the character behind '/'.
          await store.clear({
            gte: Buffer.from(`${kind}/${pool.id}/`),
            lt: Buffer.from(`${kind}/${pool.id}0`),
          });
        }
      }),
  };
}
