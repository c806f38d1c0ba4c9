import { AwsError } from '../../aws/aws-error.ts';
import type { NetworkStore } from '../../ec2/network-store.ts';
import { readRule } from '../../ec2/rule-input.ts';
import {
  authorizeRules,
  createSecurityGroup,
  type Direction,
  deleteSecurityGroup,
  type NewRule,
  revokeRules,
  ruleKey,
} from '../../ec2/security-groups.ts';
import {
  type Json,
  type JsonObject,
  type PropertySupport,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { changedTags, templateTags, unlessGone } from './ec2-properties.ts';
import { generatedName } from './generated-name.ts';
import { requiredText } from './property-values.ts';

const LISTS: readonly (readonly [property: string, direction: Direction])[] = [
  ['SecurityGroupIngress', 'ingress'],
  ['SecurityGroupEgress', 'egress'],
];
const RULE_MEMBERS: ReadonlySet<string> = new Set([
  ...['CidrIp', 'CidrIpv6', 'Description', 'FromPort', 'IpProtocol', 'ToPort'],
  ...['SourceSecurityGroupId', 'SourceSecurityGroupOwnerId', 'DestinationSecurityGroupId'],
]);

/** AWS::EC2::SecurityGroup */
export function ec2SecurityGroupProvider(networks: NetworkStore): ResourceProvider {
  const stateOf = (id: string): ResourceState => ({
    physicalId: id,
    attributes: { GroupId: id, Id: id, VpcId: networks.securityGroup(id).vpcId },
  });
  return {
    type: 'AWS::EC2::SecurityGroup',
    properties: {
      GroupDescription: 'supported',
      GroupName: 'supported',
      SecurityGroupEgress: 'supported',
      SecurityGroupIngress: 'supported',
      Tags: 'supported',
      VpcId: 'supported',
    },
    check(properties) {
      for (const [property] of LISTS) {
        for (const [index, rule] of listOf(properties[property]).entries()) {
          const other = Object.keys(rule).find((name) => !RULE_MEMBERS.has(name));
          if (other === undefined) continue;
          throw new UnsupportedPropertyError(
            `${property}.${index}.${other}`,
            'this property is not supported.',
          );
        }
      }
    },
    async create(request) {
      const { properties, creationToken } = request;
      const { GroupName: given } = properties;
      const { id } = await createSecurityGroup(networks, {
        vpcId: requiredText(properties, 'VpcId'),
        name: typeof given === 'string' ? given : generatedName(request, 255),
        description: requiredText(properties, 'GroupDescription'),
        tags: templateTags(properties),
        ingress: rulesOf(properties, 'SecurityGroupIngress') ?? [],
        ...egressOf(properties),
        creationToken,
      });
      return stateOf(id);
    },
    async update({ properties }, { physicalId: id }, previous) {
      const fixed = ['GroupDescription', 'GroupName', 'VpcId'];
      if (fixed.some((name) => properties[name] !== previous[name])) return 'replace';
      for (const [property, direction] of LISTS) {
        const before = rulesOf(previous, property) ?? [];
        const after = rulesOf(properties, property) ?? [];
        // What others have added stays.
        const kept = new Set(networks.securityGroup(id)[direction].map(ruleKey));
        const gone = without(before, after).filter((rule) => kept.has(ruleKey(rule)));
        const added = without(after, before).filter((rule) => !kept.has(ruleKey(rule)));
        if (gone.length > 0) await revokeRules(networks, id, direction, { rules: gone, ids: [] });
        if (added.length > 0) await authorizeRules(networks, id, direction, added);
      }
      await networks.changeTags([id], (tags) => changedTags(tags, properties, previous));
      return stateOf(id);
    },
    delete: ({ physicalId }) => unlessGone(() => deleteSecurityGroup(networks, physicalId)),
  };
}

/** AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress */
export function ec2SecurityGroupRuleProvider(networks: NetworkStore, direction: Direction): ResourceProvider {
  const own: Readonly<Record<string, PropertySupport>> =
    direction === 'ingress'
      ? {
          SourceSecurityGroupId: 'supported',
          SourceSecurityGroupOwnerId: { noted: 'there is one account' },
          SourceSecurityGroupName: { refused: 'name the source group by its id.' },
          SourcePrefixListId: { refused: 'there are no prefix lists.' },
          GroupName: { refused: 'name the group by its id.' },
        }
      : {
          DestinationSecurityGroupId: 'supported',
          DestinationPrefixListId: { refused: 'there are no prefix lists.' },
        };
  return {
    type: direction === 'ingress' ? 'AWS::EC2::SecurityGroupIngress' : 'AWS::EC2::SecurityGroupEgress',
    properties: {
      CidrIp: 'supported',
      CidrIpv6: 'supported',
      Description: 'supported',
      FromPort: 'supported',
      GroupId: 'supported',
      IpProtocol: 'supported',
      ToPort: 'supported',
      ...own,
    },
    async create({ properties }) {
      const id = requiredText(properties, 'GroupId');
      const rule = ruleOf(properties);
      const known = networks.securityGroup(id)[direction].find((one) => ruleKey(one) === ruleKey(rule));
      const [made] = known === undefined ? await authorizeRules(networks, id, direction, [rule]) : [known];
      const physicalId = made?.id ?? '';
      return { physicalId, attributes: { Id: physicalId } };
    },
    update: async () => 'replace',
    async delete({ physicalId }, properties) {
      try {
        const id = requiredText(properties, 'GroupId');
        await revokeRules(networks, id, direction, { rules: [], ids: [physicalId] });
      } catch (error) {
        if (!(error instanceof AwsError) || !error.code.endsWith('.NotFound')) throw error;
      }
    },
  };
}

function egressOf(properties: JsonObject): { readonly egress?: readonly NewRule[] } {
  const egress = rulesOf(properties, 'SecurityGroupEgress');
  // An empty list means the default, as CloudFormation has it.
  return egress === undefined || egress.length === 0 ? {} : { egress };
}

function rulesOf(properties: JsonObject, name: string): readonly NewRule[] | undefined {
  return properties[name] === undefined ? undefined : listOf(properties[name]).map(ruleOf);
}

function ruleOf(rule: JsonObject): NewRule {
  const text = (name: string): string | undefined =>
    rule[name] === undefined ? undefined : String(rule[name]);
  const number = (name: string): number | undefined =>
    rule[name] === undefined ? undefined : Number(rule[name]);
  const [cidr, cidrIpv6] = [text('CidrIp'), text('CidrIpv6')];
  const groupId = text('SourceSecurityGroupId') ?? text('DestinationSecurityGroupId');
  return readRule({
    protocol: text('IpProtocol') ?? '',
    fromPort: number('FromPort'),
    toPort: number('ToPort'),
    peer: {
      ...(cidr === undefined ? {} : { cidr }),
      ...(cidrIpv6 === undefined ? {} : { cidrIpv6 }),
      ...(groupId === undefined ? {} : { groupId }),
    },
    description: text('Description'),
  });
}

function without(rules: readonly NewRule[], others: readonly NewRule[]): readonly NewRule[] {
  const keys = new Set(others.map(ruleKey));
  return rules.filter((rule) => !keys.has(ruleKey(rule)));
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  const isObject = (one: Json): one is JsonObject =>
    typeof one === 'object' && one !== null && !Array.isArray(one);
  return Array.isArray(value) ? value.filter(isObject) : [];
}
