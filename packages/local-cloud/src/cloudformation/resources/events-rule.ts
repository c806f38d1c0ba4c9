import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { RuleBook } from '../../events/rule-book.ts';
import { type RuleRecord, type RuleTarget, ruleArn } from '../../events/rule-record.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';

const TARGET_MEMBERS = ['Arn', 'Id', 'Input', 'RetryPolicy', 'DeadLetterConfig'];
/** Not the ARN of a function; what is not known yet has no service. */
const OTHER_TARGET = /^arn:[^:]+:(?!lambda:|unknown:)/;

/** AWS::Events::Rule */
export function eventsRuleProvider(needs: {
  readonly account: Account;
  readonly rules: RuleBook;
  now(): number;
  /** Called when rules may be due at other times than before. */
  onChange(): void;
}): ResourceProvider {
  const { account, rules, now, onChange } = needs;
  const state = (name: string): ResourceState => ({
    physicalId: name,
    attributes: { Arn: ruleArn(account, name) },
  });
  const save = async (record: RuleRecord): Promise<ResourceState> => {
    await rules.put(record, now());
    onChange();
    return state(record.name);
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
      EventBusName: {
        supportedWhen: (value) => value === 'default',
        otherwise: { refused: 'there is only the default event bus.' },
      },
      EventPattern: { refused: 'nothing here sends the events that a pattern could match.' },
      RoleArn: { refused: 'only functions are targets, and those are invoked without a role.' },
    },
    check: ({ Targets: targets }) => {
      for (const [index, target] of listOf(targets).entries()) checkTarget(target, `Targets.${index}`);
    },

    async create(request) {
      const { properties, creationToken } = request;
      const { Name: given } = properties;
      const name = typeof given === 'string' ? given : generatedName(request, 64);
      const existing = rules.get(name);
      if (existing !== undefined && existing.creationToken !== creationToken) {
        throw new AwsError('ResourceAlreadyExistsException', `The rule ${name} already exists.`);
      }
      return save({ name, creationToken, since: existing?.since ?? now(), ...settings(properties) });
    },

    async update({ properties }, { physicalId }, previous) {
      if (properties.Name !== previous.Name) return 'replace';
      const before = rules.require(physicalId);
      const after = settings(properties);
      const goesOn =
        after.scheduleExpression === before.scheduleExpression && (before.enabled || !after.enabled);
      return save({ ...before, ...after, since: goesOn ? before.since : now() });
    },

    async delete({ physicalId }) {
      await rules.delete(physicalId);
      onChange();
    },
  };
}

function checkTarget(target: Json, path: string): void {
  const members = objectOf(target);
  for (const name of Object.keys(members)) {
    if (!TARGET_MEMBERS.includes(name)) {
      throw new UnsupportedPropertyError(`${path}.${name}`, 'this property is not supported.');
    }
  }
  if (typeof members.Arn === 'string' && OTHER_TARGET.test(members.Arn)) {
    throw new UnsupportedPropertyError(`${path}.Arn`, 'only functions can be targets.');
  }
}

function settings(
  properties: JsonObject,
): Pick<RuleRecord, 'description' | 'scheduleExpression' | 'enabled' | 'targets'> {
  const { ScheduleExpression: expression, Description: description = '', State: wanted } = properties;
  if (typeof expression !== 'string') {
    throw new AwsError(
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
  }
  return {
    description: String(description),
    scheduleExpression: expression,
    enabled: wanted !== 'DISABLED',
    targets: listOf(properties.Targets).map(readTarget),
  };
}

function readTarget(target: Json): RuleTarget {
  const { Id: id, Arn: arn, Input: input } = objectOf(target);
  if (typeof id !== 'string' || typeof arn !== 'string') {
    throw new AwsError('ValidationException', 'A target needs an Id and an Arn.');
  }
  if (input === undefined) return { id, arn };
  if (typeof input !== 'string' || !isJson(input)) {
    throw new AwsError('ValidationException', `JSON syntax error in input for target ${id}.`);
  }
  return { id, arn, input };
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

function objectOf(value: Json): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
