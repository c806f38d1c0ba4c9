import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { jsonService } from '../aws/json-service.ts';
import { eventsEventBusProvider } from '../cloudformation/resources/events-event-bus.ts';
import { eventsRuleProvider } from '../cloudformation/resources/events-rule.ts';
import type { EventSender } from '../lambda/event-sender.ts';
import type { FunctionInvoker } from '../lambda/function-invoker.ts';
import { isQueueArn } from '../sqs/queue-store.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { EventBusStore } from './event-bus-store.ts';
import { putEvents } from './operations/put-events.ts';
import { RuleBook } from './rule-book.ts';
import { type RuleRecord, type RuleTarget, ruleArn } from './rule-record.ts';
import { scheduledEvent } from './scheduled-event.ts';
import { type RuleEvent, targetInput } from './target-input.ts';

export interface EventsNeeds {
  /** Whether a function or a queue lets EventBridge call it for a rule. */
  readonly allows: FunctionInvoker['allows'];
  readonly send: EventSender;
  /** Where the buses are kept. */
  readonly buses: OrderedStore;
}

export interface EventsPart extends CloudPart {
  /** Fires a rule now, as if it were due. Resolves when its targets have the event. Throws AwsError. */
  fire(ruleName: string): Promise<void>;
  /** Fires what is due by now; the part does so by itself. */
  fireDue(): Promise<void>;
}

/** A timer of Node's cannot wait longer than some days, and the clock may be set. */
const LONGEST_WAIT_MS = 60_000;
/** A rule that is later than this was missed, as by a machine that slept. */
const PATIENCE_MS = 60_000;
const PRINCIPAL = 'events.amazonaws.com';

/** EventBridge's buses, and rules that fire by the clock or for events. Functions and queues are targets. */
export async function createEvents(context: PartContext, needs: EventsNeeds): Promise<EventsPart> {
  const { account, sources, journal } = context;
  const rules = await RuleBook.open(context.store, sources.now());
  let timer: NodeJS.Timeout | undefined;
  let firing: Promise<void> = Promise.resolve();
  let closed = false;

  const buses = new EventBusStore(needs.buses, account);

  async function deliver(rule: RuleRecord, target: RuleTarget, event: RuleEvent): Promise<void> {
    const source = ruleArn(account, rule);
    try {
      if (needs.allows(target.arn, PRINCIPAL, source)) {
        await needs.send(target.arn, targetInput(account, rule, target, event));
        return;
      }
      journal.write({
        source: 'events',
        outcome: 'refused',
        rule: `resource policy of ${target.arn}`,
        text: `The rule ${rule.name} fires, but EventBridge may not call ${target.arn}.`,
        hint: isQueueArn(target.arn)
          ? `The policy of the queue must allow sqs:SendMessage for ${PRINCIPAL} where aws:SourceArn is ${source}.`
          : `An AWS::Lambda::Permission must allow lambda:InvokeFunction for ${PRINCIPAL} with the SourceArn ${source}.`,
      });
    } catch (error) {
      journal.write({
        source: 'events',
        outcome: 'failed',
        rule: `rule ${rule.name}, target ${target.id}`,
        text: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async function fireAt(rule: RuleRecord, at: number): Promise<void> {
    const event = scheduledEvent(account, rule, sources.uuid(), at);
    await Promise.all(rule.targets.map((target) => deliver(rule, target, event)));
  }

  async function publish(bus: string, event: RuleEvent): Promise<void> {
    const deliveries = rules
      .matching(bus, event)
      .flatMap((rule) => rule.targets.map((target) => deliver(rule, target, event)));
    await Promise.all(deliveries);
  }

  async function fireDue(): Promise<void> {
    const due = rules.takeDue(sources.now(), PATIENCE_MS);
    await Promise.all(due.map(({ rule, at }) => fireAt(rule, at)));
  }

  function wait(): void {
    clearTimeout(timer);
    if (closed) return;
    const next = rules.nextDue();
    if (next === undefined) return;
    const left = Math.max(next - sources.now(), 0);
    timer = setTimeout(
      () => {
        firing = fireDue();
        wait();
      },
      Math.min(left, LONGEST_WAIT_MS),
    );
    timer.unref();
  }

  wait();
  return {
    services: [
      jsonService('events', 'AWSEvents', { PutEvents: putEvents }, { account, sources, buses, publish }),
    ],
    providers: [
      eventsRuleProvider({ account, rules, buses, now: sources.now, onChange: wait }),
      eventsEventBusProvider(buses),
    ],
    fire: async (name) => fireAt(rules.require(name), sources.now()),
    fireDue,
    async close() {
      closed = true;
      clearTimeout(timer);
      await firing;
    },
  };
}
