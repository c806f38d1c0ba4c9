import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import type { StreamReader } from '../../dynamodb/stream-reader.ts';
import type { RoleCredentials } from '../../iam/role-credentials.ts';
import type { Journal } from '../../journal/journal.ts';
import { type JsonCollection, jsonCollection } from '../../store/json-collection.ts';
import type { OrderedStore } from '../../store/ordered-store.ts';
import { functionArn } from '../function-record.ts';
import type { LambdaInvoker } from '../lambda-invoker.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { StreamPoller } from './stream-poller.ts';

interface MappingNeeds {
  readonly account: Account;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly roles: RoleCredentials;
  readonly invoker: LambdaInvoker;
  readonly streams: StreamReader;
}

/** What Lambda does with a stream in the name of the function's role. */
const ACTIONS = ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'];

/** The event source mappings of the account, each with its poller. */
export class EventSourceMappings {
  readonly #needs: MappingNeeds;
  readonly #collection: JsonCollection<EventSourceMapping>;
  readonly #mappings = new Map<string, EventSourceMapping>();
  readonly #pollers = new Map<string, StreamPoller>();

  private constructor(store: OrderedStore, needs: MappingNeeds) {
    this.#needs = needs;
    this.#collection = jsonCollection(store);
  }

  static async open(store: OrderedStore, needs: MappingNeeds): Promise<EventSourceMappings> {
    const mappings = new EventSourceMappings(store, needs);
    for await (const [uuid, mapping] of mappings.#collection.list()) mappings.#mappings.set(uuid, mapping);
    return mappings;
  }

  list(): EventSourceMapping[] {
    return [...this.#mappings.values()];
  }

  get(uuid: string): EventSourceMapping | undefined {
    return this.#mappings.get(uuid);
  }

  /** Reads on where each mapping was when the process ended. */
  start(): void {
    for (const mapping of this.#mappings.values()) this.#poll(mapping);
  }

  /**
   * Makes or changes a mapping. Throws AwsError `InvalidParameterValueException` when the function's role may not
   * read the stream, and what the stream's reader throws when it is not there.
   */
  async put(given: EventSourceMapping): Promise<void> {
    const denied = this.#deniedAction(given);
    if (denied !== undefined) {
      throw new AwsError(
        'InvalidParameterValueException',
        `Cannot access stream ${given.eventSourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
      );
    }
    const latest = this.#needs.streams.latest(given.eventSourceArn);
    const fromHere = given.checkpoint === undefined && given.startingPosition === 'LATEST';
    const mapping = fromHere ? { ...given, checkpoint: latest } : given;
    await this.#stop(mapping.uuid);
    await this.#save(mapping);
    this.#poll(mapping);
  }

  async delete(uuid: string): Promise<void> {
    await this.#stop(uuid);
    this.#mappings.delete(uuid);
    await this.#collection.delete(uuid);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pollers.values()].map((poller) => poller.stop()));
  }

  async #save(mapping: EventSourceMapping): Promise<void> {
    this.#mappings.set(mapping.uuid, mapping);
    await this.#collection.put(mapping.uuid, mapping);
  }

  async #stop(uuid: string): Promise<void> {
    const poller = this.#pollers.get(uuid);
    this.#pollers.delete(uuid);
    await poller?.stop();
  }

  #poll(mapping: EventSourceMapping): void {
    if (!mapping.enabled) return;
    const { account, sources, streams, invoker, journal } = this.#needs;
    const { uuid, target } = mapping;
    const told = new Set<string>();
    const poller = new StreamPoller(mapping, {
      sources,
      streams,
      invoke: (payload) => {
        const version = invoker.resolve(target.name, target.qualifier);
        return invoker.invoke(
          version,
          payload,
          target.qualifier === undefined ? {} : { qualifier: target.qualifier },
        );
      },
      deniedAction: () => this.#deniedAction(mapping),
      checkpoint: async (checkpoint) => {
        const current = this.#mappings.get(uuid);
        if (current !== undefined) await this.#save({ ...current, checkpoint });
      },
      notice: (text) => {
        if (told.has(text)) return;
        told.add(text);
        const rule = `event source mapping of ${functionArn(account, target.name, target.qualifier)}`;
        journal.write({ source: 'lambda', outcome: 'failed', rule, text });
      },
    });
    this.#pollers.set(uuid, poller);
  }

  #deniedAction({ target, eventSourceArn }: EventSourceMapping): string | undefined {
    const { roles, invoker } = this.#needs;
    const { role } = invoker.resolve(target.name, target.qualifier).configuration;
    return ACTIONS.find((action) => !roles.allows(role, target.name, action, eventSourceArn));
  }
}
