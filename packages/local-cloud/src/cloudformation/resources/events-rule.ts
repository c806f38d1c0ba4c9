import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import { DEFAULT_BUS, type EventBusStore } from '../../events/event-bus-store.ts';
import type { RuleBook } from '../../events/rule-book.ts';
import { type RuleRecord, type RuleTarget, ruleArn, ruleKey } from '../../events/rule-record.ts';
import { EventFilterError, parseEventFilter } from '../../lambda/event-source/event-filter.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

const TARGET_MEMBERS = [
  'Arn',
  'Id',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'DeadLetterConfig',
];
/** Not the ARN of a function or a queue; what is not known yet has no service. */
const OTHER_TARGET = /^arn:[^:]+:(?!lambda:|sqs:|unknown:)/;

/** AWS::Events::Rule */
export function eventsRuleProvider(needs: {
  readonly account: Account;
  readonly rules: RuleBook;
  readonly buses: EventBusStore;
  now(): number;
  /** Called when rules may be due at other times than before. */
  onChange(): void;
}): ResourceProvider {
  const { account, rules, buses, now, onChange } = needs;
  const state = (record: RuleRecord): ResourceState => ({
    physicalId: ruleKey(record),
    attributes: { Arn: ruleArn(account, record) },
  });
  const busOf = ({ EventBusName: given }: JsonObject): Pick<RuleRecord, 'bus'> => {
    const bus = buses.nameIn(given === undefined ? DEFAULT_BUS : String(given));
    if (!buses.has(bus)) {
      throw new AwsError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
    }
    return bus === DEFAULT_BUS ? {} : { bus };
  };
  const save = async (record: RuleRecord): Promise<ResourceState> => {
    await rules.put(record, now());
    onChange();
    return state(record);
  };

  return {
    type: 'AWS::Events::Rule',
    properties: {
      Description: 'supported',
      Name: 'supported',
      ScheduleExpression: 'supported',
      State: {
        supportedWhen: (value) => value === 'ENABLED' || value === 'DISABLED',
        otherwise: { refused: 'State must be ENABLED or DISABLED.' },
      },
      Targets: 'supported',
      Tags: { noted: 'rules have no tags here' },
      EventBusName: 'supported',
      EventPattern: 'supported',
      RoleArn: { refused: 'only functions and queues are targets, and those are called without a role.' },
    },
    check: ({ Targets: targets, EventPattern: pattern }) => {
      if (pattern !== undefined) checkPattern(pattern);
      for (const [index, target] of listOf(targets).entries()) checkTarget(target, `Targets.${index}`);
    },

    async create(request) {
      const { properties, creationToken } = request;
      const { Name: given } = properties;
      const name = typeof given === 'string' ? given : generatedName(request, 64);
      const place = { name, ...busOf(properties) };
      const existing = rules.get(ruleKey(place));
      if (existing !== undefined && existing.creationToken !== creationToken) {
        throw new AwsError('ResourceAlreadyExistsException', `The rule ${name} already exists.`);
      }
      return save({ ...place, creationToken, since: existing?.since ?? now(), ...settings(properties) });
    },

    async update({ properties }, { physicalId }, previous) {
      if (['Name', 'EventBusName'].some((fixed) => properties[fixed] !== previous[fixed])) return 'replace';
      const before = rules.require(physicalId);
      const after = settings(properties);
      const goesOn =
        after.scheduleExpression === before.scheduleExpression && (before.enabled || !after.enabled);
      const { name, creationToken } = before;
      return save({
        name,
        creationToken,
        ...busOf(properties),
        ...after,
        since: goesOn ? before.since : now(),
      });
    },

    async delete({ physicalId }) {
      await rules.delete(physicalId);
      onChange();
    },
  };
}

/** Throws UnsupportedPropertyError for what would never match here. */
function checkPattern(pattern: Json): void {
  try {
    parseEventFilter(JSON.stringify(pattern));
  } catch (error) {
    if (!(error instanceof EventFilterError)) throw error;
    throw new UnsupportedPropertyError('EventPattern', `${error.message}.`);
  }
  const { source } = objectOf(pattern);
  if (Array.isArray(source) && source.length > 0 && source.every((one) => String(one).startsWith('aws.'))) {
    throw new UnsupportedPropertyError('EventPattern.source', 'no service of AWS sends events here.');
  }
}

function checkTarget(target: Json, path: string): void {
  const members = objectOf(target);
  for (const name of Object.keys(members)) {
    if (!TARGET_MEMBERS.includes(name)) {
      throw new UnsupportedPropertyError(`${path}.${name}`, 'this property is not supported.');
    }
  }
  if (typeof members.Arn === 'string' && OTHER_TARGET.test(members.Arn)) {
    throw new UnsupportedPropertyError(`${path}.Arn`, 'only functions and queues can be targets.');
  }
}

function settings(
  properties: JsonObject,
): Pick<RuleRecord, 'description' | 'scheduleExpression' | 'pattern' | 'enabled' | 'targets'> {
  const { ScheduleExpression: expression, Description: description = '', State: wanted } = properties;
  const { EventPattern: pattern } = properties;
  if (typeof expression !== 'string' && pattern === undefined) {
    throw new AwsError(
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
  }
  return {
    description: String(description),
    ...(typeof expression === 'string' ? { scheduleExpression: expression } : {}),
    ...(pattern === undefined ? {} : { pattern: JSON.stringify(pattern) }),
    enabled: wanted !== 'DISABLED',
    targets: listOf(properties.Targets).map(readTarget),
  };
}

function readTarget(target: Json): RuleTarget {
  const { Id: id, Arn: arn, Input: input, InputPath: path, InputTransformer: transformer } = objectOf(target);
  if (typeof id !== 'string' || typeof arn !== 'string') {
    throw new AwsError('ValidationException', 'A target needs an Id and an Arn.');
  }
  if (path !== undefined) return { id, arn, inputPath: String(path) };
  if (transformer !== undefined) return { id, arn, transformer: readTransformer(transformer) };
  if (input === undefined) return { id, arn };
  if (typeof input !== 'string' || !isJson(input)) {
    throw new AwsError('ValidationException', `JSON syntax error in input for target ${id}.`);
  }
  return { id, arn, input };
}

function readTransformer(transformer: unknown): NonNullable<RuleTarget['transformer']> {
  const { InputPathsMap: paths, InputTemplate: template } = objectOf(transformer);
  return {
    paths: Object.fromEntries(Object.entries(objectOf(paths)).map(([name, path]) => [name, String(path)])),
    template: String(template ?? ''),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
