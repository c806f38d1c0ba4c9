import type { Json, JsonObject } from '../../cloudformation/resource-provider.ts';
import type { CompiledPolicy, CompiledStatement } from '../policy/compiled-policy.ts';
import { globMatcher } from '../policy/glob.ts';
import { parsePattern } from '../policy/pattern.ts';
import type { Role } from '../role-directory.ts';
import type { UsedAction } from './role-usage.ts';

/** One action (or pattern of actions) that a policy grants, and what it was used for. */
export interface GrantedAction {
  readonly policy: string;
  /** The statement's Sid, or its place in the document: `#1`. */
  readonly statement: string;
  /** As the policy writes it: `dynamodb:Get*`; `not iam:*` for a NotAction. */
  readonly action: string;
  /** The actions that it was used for; empty when it was never needed. */
  readonly usedFor: readonly string[];
}

export interface LeastPrivilege {
  readonly role: string;
  /** Every granted action, in the order of the role's policies. */
  readonly granted: readonly GrantedAction[];
  /** The policy that allows what was used and nothing else; undefined when nothing was used. */
  readonly policy: JsonObject | undefined;
}

/** Compares what the role may do with what it did. */
export function leastPrivilege(role: Role, used: readonly UsedAction[]): LeastPrivilege {
  return {
    role: role.record.name,
    granted: role.identity.flatMap((policy) =>
      policy.allows.flatMap((statement) => grantedBy(policy, statement, used)),
    ),
    policy: smallestPolicy(role, used),
  };
}

function grantedBy(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  used: readonly UsedAction[],
): GrantedAction[] {
  const { actions, sid } = statement.source;
  const name = sid === undefined || sid === '' ? `#${statement.index + 1}` : sid;
  const needed = used.filter((one) => grants(statement, one)).map(({ action }) => action);
  if (actions.not) {
    const action = `not ${actions.patterns.join(', ')}`;
    return [{ policy: policy.name, statement: name, action, usedFor: needed }];
  }
  return actions.patterns.map((action) => {
    const matches = globMatcher(
      parsePattern(action.toLowerCase(), { wildcards: true, variables: false }),
      'text',
    );
    const usedFor = needed.filter((one) => matches(one.toLowerCase(), () => undefined));
    return { policy: policy.name, statement: name, action, usedFor };
  });
}

/** Conditions are left aside: the action was allowed, so one of the statements met them. */
function grants(statement: CompiledStatement, { action, resources }: UsedAction): boolean {
  if (!statement.matchesAction(action.toLowerCase())) return false;
  return [...resources].some((resource) => statement.matchesResource(resource, () => undefined));
}

function smallestPolicy(role: Role, used: readonly UsedAction[]): JsonObject | undefined {
  const groups = new Map<string, Omit<JsonObject, 'Action'> & { readonly actions: string[] }>();
  for (const one of used) {
    const resources = [...(one.more ? grantedResources(role, one) : one.resources)].sort();
    for (const condition of grantedConditions(role, one)) {
      const statement = { Resource: oneOrList(resources), ...condition };
      const key = JSON.stringify(statement);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { ...statement, actions: [one.action] });
      else group.actions.push(one.action);
    }
  }
  if (groups.size === 0) return undefined;
  return {
    Version: '2012-10-17',
    Statement: [...groups.values()].map(({ actions, ...statement }) => ({
      Effect: 'Allow',
      Action: oneOrList(actions.sort()),
      ...statement,
    })),
  };
}

/**
 * The conditions under which an action was granted: none at all when one statement grants it without. A policy
 * that left them out would allow more than the role has.
 */
function grantedConditions(role: Role, used: UsedAction): readonly JsonObject[] {
  const conditions = role.identity
    .flatMap(({ allows }) => allows)
    .filter((statement) => grants(statement, used))
    .map(({ source }) => source.conditions);
  if (conditions.length === 0 || conditions.some((entries) => entries.length === 0)) return [{}];
  return conditions.map((entries) => {
    const condition: Record<string, Record<string, Json>> = {};
    for (const { operator, key, values } of entries) {
      condition[operator] = { ...condition[operator], [key]: oneOrList(values) };
    }
    return { Condition: condition };
  });
}

/** Of an action with many resources, the patterns that granted it. */
function grantedResources(role: Role, used: UsedAction): ReadonlySet<string> {
  const patterns = role.identity
    .flatMap(({ allows }) => allows)
    .filter((statement) => grants(statement, used))
    .flatMap(({ source }) => (source.resources?.not === false ? source.resources.patterns : ['*']));
  return new Set(patterns.includes('*') ? ['*'] : patterns);
}

function oneOrList(texts: readonly string[]): string | readonly string[] {
  const [first] = texts;
  return texts.length === 1 && first !== undefined ? first : texts;
}
