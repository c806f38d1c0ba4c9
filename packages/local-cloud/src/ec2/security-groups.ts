import { AwsError } from '../aws/aws-error.ts';
import type { RuleRecord, SecurityGroupRecord } from './network-record.ts';
import { isSameCreation, type NetworkStore } from './network-store.ts';
import type { Tags } from './tags.ts';

/** A rule before it has an id. */
export type NewRule = Omit<RuleRecord, 'id'>;

export interface NewSecurityGroup {
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly tags: Tags;
  readonly ingress?: readonly NewRule[];
  /** Out to everywhere by default. */
  readonly egress?: readonly NewRule[];
  readonly creationToken?: string;
}

const EVERYWHERE: NewRule = { protocol: '-1', peer: { cidr: '0.0.0.0/0' } };
const MOST_RULES = 60;
const NAME = /^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** Throws AwsError: InvalidParameterValue, InvalidGroup.Duplicate, InvalidVpcID.NotFound. */
export function createSecurityGroup(
  networks: NetworkStore,
  { vpcId, name, description, tags, creationToken, ...rules }: NewSecurityGroup,
): Promise<SecurityGroupRecord> {
  return networks.change(({ put, newId }) => {
    networks.vpc(vpcId);
    checkName(name, description);
    const siblings = networks.securityGroups().filter((group) => group.vpcId === vpcId);
    const existing = siblings.find((group) => isSameCreation(group, creationToken));
    if (existing !== undefined) return existing;
    if (siblings.some((group) => group.name === name)) {
      throw new AwsError(
        'InvalidGroup.Duplicate',
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
    const withId = (rule: NewRule): RuleRecord => ({ id: newId('sgr'), ...rule });
    const group: SecurityGroupRecord = {
      type: 'security-group',
      id: newId('sg'),
      vpcId,
      name,
      description,
      ingress: (rules.ingress ?? []).map(withId),
      egress: (rules.egress ?? [EVERYWHERE]).map(withId),
      tags,
      ...(creationToken === undefined ? {} : { creationToken }),
    };
    put(group);
    return group;
  });
}

function checkName(name: string, description: string): void {
  if (name === 'default' || /^sg-/.test(name) || !NAME.test(name)) {
    throw new AwsError(
      'InvalidParameterValue',
      name === 'default'
        ? `Cannot use reserved security group name: ${name}`
        : `Invalid security group name: ${name.slice(0, 255)}`,
    );
  }
  if (!NAME.test(description)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid security group description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
    );
  }
}

/** Throws AwsError `DependencyViolation` while a rule of another group names it, `CannotDelete` for a default one. */
export function deleteSecurityGroup(networks: NetworkStore, id: string): Promise<void> {
  return networks.change((change) => {
    const group = networks.securityGroup(id);
    if (group.name === 'default') {
      throw new AwsError(
        'CannotDelete',
        `the specified group: "${id}" name: "default" cannot be deleted by a user`,
      );
    }
    const named = networks
      .securityGroups()
      .some(
        (other) => other.id !== id && [...other.ingress, ...other.egress].some((rule) => names(rule, id)),
      );
    if (named) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
    change.delete(id);
  });
}

function names({ peer }: RuleRecord, groupId: string): boolean {
  return 'groupId' in peer && peer.groupId === groupId;
}

export type Direction = 'ingress' | 'egress';

/** Gives back the new rules. Throws AwsError `InvalidPermission.Duplicate`, `RulesPerSecurityGroupLimitExceeded`. */
export function authorizeRules(
  networks: NetworkStore,
  id: string,
  direction: Direction,
  rules: readonly NewRule[],
): Promise<readonly RuleRecord[]> {
  return networks.change(({ put, newId }) => {
    const group = networks.securityGroup(id);
    const known = new Set(group[direction].map(ruleKey));
    for (const rule of rules) {
      if ('groupId' in rule.peer) networks.securityGroup(rule.peer.groupId);
      if (known.has(ruleKey(rule))) throw duplicateRule(rule);
      known.add(ruleKey(rule));
    }
    if (known.size > MOST_RULES) {
      throw new AwsError(
        'RulesPerSecurityGroupLimitExceeded',
        'The maximum number of rules per security group has been reached.',
      );
    }
    const added = rules.map((rule): RuleRecord => ({ id: newId('sgr'), ...rule }));
    put({ ...group, [direction]: [...group[direction], ...added] });
    return added;
  });
}

/** Removes rules that are the same or have one of the ids. Throws AwsError `InvalidPermission.NotFound`. */
export function revokeRules(
  networks: NetworkStore,
  id: string,
  direction: Direction,
  { rules, ids }: { readonly rules: readonly NewRule[]; readonly ids: readonly string[] },
): Promise<void> {
  return networks.change(({ put }) => {
    const group = networks.securityGroup(id);
    const known = new Set(group[direction].flatMap((rule) => [rule.id, ruleKey(rule)]));
    const gone = new Set([...ids, ...rules.map(ruleKey)]);
    for (const one of gone) {
      if (!known.has(one)) {
        throw new AwsError(
          'InvalidPermission.NotFound',
          'The specified rule does not exist in this security group.',
        );
      }
    }
    const left = group[direction].filter((rule) => !gone.has(rule.id) && !gone.has(ruleKey(rule)));
    put({ ...group, [direction]: left });
  });
}

/** Two rules are the same when they let the same through; a description is none of it. */
export function ruleKey({ protocol, fromPort, toPort, peer }: NewRule): string {
  return JSON.stringify([protocol, fromPort ?? null, toPort ?? null, peer]);
}

function duplicateRule({ peer, protocol, fromPort, toPort }: NewRule): AwsError {
  const from = 'cidr' in peer ? peer.cidr : 'cidrIpv6' in peer ? peer.cidrIpv6 : peer.groupId;
  const what =
    protocol === '-1' ? 'ALL' : `${protocol.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}`;
  return new AwsError(
    'InvalidPermission.Duplicate',
    `the specified rule "peer: ${from}, ${what}, ALLOW" already exists`,
  );
}
