import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import type { StreamReader } from '../../dynamodb/stream-reader.ts';
import type { RoleCredentials } from '../../iam/role-credentials.ts';
import type { Journal } from '../../journal/journal.ts';
import type { QueueReader } from '../../sqs/queue-reader.ts';
import { type JsonCollection, jsonCollection } from '../../store/json-collection.ts';
import type { OrderedStore } from '../../store/ordered-store.ts';
import { functionArn } from '../function-record.ts';
import type { LambdaInvoker } from '../lambda-invoker.ts';
import { type EventSourceMapping, isQueue } from './event-source-mapping.ts';
import { QueuePoller } from './queue-poller.ts';
import { StreamPoller } from './stream-poller.ts';

interface MappingNeeds {
  readonly account: Account;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly roles: RoleCredentials;
  readonly invoker: LambdaInvoker;
  readonly streams: StreamReader;
  /** Without it queues are no sources. */
  readonly queues: QueueReader | undefined;
}

/** What Lambda does with a stream or a queue in the name of the function's role. */
const STREAM_ACTIONS = ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'];
const QUEUE_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** The event source mappings of the account, each with its poller. */
export class EventSourceMappings {
  readonly #needs: MappingNeeds;
  readonly #collection: JsonCollection<EventSourceMapping>;
  readonly #mappings = new Map<string, EventSourceMapping>();
  readonly #pollers = new Map<string, StreamPoller | QueuePoller>();

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
   * read the source, and what the source's reader throws when it is not there.
   */
  async put(given: EventSourceMapping): Promise<void> {
    const denied = this.#deniedAction(given);
    if (denied !== undefined) throw notPermitted(given, denied);
    const mapping = isQueue(given) ? this.#checkedQueue(given) : this.#fromItsStart(given);
    await this.#stop(mapping.uuid);
    await this.#save(mapping);
    this.#poll(mapping);
  }

  #fromItsStart(given: EventSourceMapping): EventSourceMapping {
    const latest = this.#needs.streams.latest(given.eventSourceArn);
    const fromHere = given.checkpoint === undefined && given.startingPosition === 'LATEST';
    return fromHere ? { ...given, checkpoint: latest } : given;
  }

  #checkedQueue(given: EventSourceMapping): EventSourceMapping {
    const { invoker } = this.#needs;
    const { timeout } = invoker.resolve(given.target.name, given.target.qualifier).configuration;
    const visibility = this.#queues.visibilityTimeout(given.eventSourceArn) / 1000;
    if (visibility >= timeout) return given;
    throw new AwsError(
      'InvalidParameterValueException',
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
    );
  }

  get #queues(): QueueReader {
    const { queues } = this.#needs;
    if (queues === undefined) throw new AwsError('InvalidParameterValueException', 'There are no queues.');
    return queues;
  }

  /** Tags disturb no poller. */
  async tag(uuid: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const mapping = this.#mappings.get(uuid);
    if (mapping !== undefined) await this.#save({ ...mapping, tags });
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
    const shared = {
      invoke: (payload: string) =>
        invoker.invoke(
          invoker.resolve(target.name, target.qualifier),
          payload,
          target.qualifier === undefined ? {} : { qualifier: target.qualifier },
        ),
      deniedAction: () => this.#deniedAction(mapping),
      notice: (text: string) => {
        if (told.has(text)) return;
        told.add(text);
        const rule = `event source mapping of ${functionArn(account, target.name, target.qualifier)}`;
        journal.write({ source: 'lambda', outcome: 'failed', rule, text });
      },
    };
    const checkpoint = async (reached: string): Promise<void> => {
      const current = this.#mappings.get(uuid);
      if (current !== undefined) await this.#save({ ...current, checkpoint: reached });
    };
    const poller = isQueue(mapping)
      ? new QueuePoller(mapping, { ...shared, queues: this.#queues })
      : new StreamPoller(mapping, { ...shared, sources, streams, checkpoint });
    this.#pollers.set(uuid, poller);
  }

  #deniedAction(mapping: EventSourceMapping): string | undefined {
    const { target, eventSourceArn } = mapping;
    const { roles, invoker } = this.#needs;
    const { role } = invoker.resolve(target.name, target.qualifier).configuration;
    const actions = isQueue(mapping) ? QUEUE_ACTIONS : STREAM_ACTIONS;
    return actions.find((action) => !roles.allows(role, target.name, action, eventSourceArn));
  }
}

function notPermitted(mapping: EventSourceMapping, action: string): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    isQueue(mapping)
      ? `The function execution role does not have permissions to call ${action.split(':')[1]} on SQS`
      : `Cannot access stream ${mapping.eventSourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
  );
}
