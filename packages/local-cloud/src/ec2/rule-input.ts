import { isIPv6 } from 'node:net';
import { AwsError } from '../aws/aws-error.ts';
import { formatCidr, parseCidr } from './cidr.ts';
import type { Ec2Input } from './ec2-input.ts';
import type { NewRule } from './security-groups.ts';

const PROTOCOL_NAMES: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', all: '-1' };
const WITH_PORTS = new Set(['tcp', 'udp', 'icmp', '58', 'icmpv6']);

/** What a rule says of itself, before anything is checked. */
export interface AskedRule {
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  readonly peer: { readonly cidr?: string; readonly cidrIpv6?: string; readonly groupId?: string };
  readonly description: string | undefined;
}

/** Throws AwsError `InvalidParameterValue` for protocols, ports and blocks that cannot be. */
export function readRule({ protocol: given, fromPort, toPort, peer, description }: AskedRule): NewRule {
  const protocol = PROTOCOL_NAMES[given.toLowerCase()] ?? given.toLowerCase();
  if (!/^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/.test(protocol)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${given.slice(0, 64)}' for IP protocol. Unknown protocol.`,
    );
  }
  const ports = WITH_PORTS.has(protocol);
  if (ports && (fromPort === undefined || toPort === undefined)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value for portRange. Must specify both from and to ports with TCP/UDP.`,
    );
  }
  if ((protocol === 'tcp' || protocol === 'udp') && !isPortRange(fromPort, toPort)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${fromPort}-${toPort}' for portRange. The ports must be from 0 to 65535.`,
    );
  }
  return {
    protocol,
    ...(ports && fromPort !== undefined && toPort !== undefined ? { fromPort, toPort } : {}),
    peer: readPeer(peer),
    ...(description === undefined ? {} : { description }),
  };
}

function isPortRange(from: number | undefined, to: number | undefined): boolean {
  return from !== undefined && to !== undefined && from >= 0 && from <= to && to <= 65_535;
}

function readPeer({ cidr, cidrIpv6, groupId }: AskedRule['peer']): NewRule['peer'] {
  if (groupId !== undefined) return { groupId };
  if (cidrIpv6 !== undefined) {
    const [address = '', bits = ''] = cidrIpv6.split('/');
    if (isIPv6(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= 128) return { cidrIpv6 };
    throw new AwsError('InvalidParameterValue', `CIDR block ${cidrIpv6.slice(0, 64)} is malformed`);
  }
  const block = parseCidr(cidr ?? '');
  if (block !== undefined) return { cidr: formatCidr(block) };
  throw new AwsError('InvalidParameterValue', `CIDR block ${(cidr ?? '').slice(0, 64)} is malformed`);
}

/** The rules of `IpPermissions.N`, one for each source or destination; or the one of the older parameters. */
export function readPermissions(input: Ec2Input): readonly NewRule[] {
  input.refuse('SourceSecurityGroupName', 'SourceSecurityGroupOwnerId');
  const rules = input.entries('IpPermissions').flatMap((index) => {
    const at = `IpPermissions.${index}`;
    input.refuse(`${at}.PrefixListIds`);
    const base = {
      protocol: input.text(`${at}.IpProtocol`) ?? '',
      fromPort: input.number(`${at}.FromPort`),
      toPort: input.number(`${at}.ToPort`),
    };
    const peers = (list: string, member: string, key: 'cidr' | 'cidrIpv6' | 'groupId'): NewRule[] =>
      input.entries(`${at}.${list}`).map((peer) => {
        const from = `${at}.${list}.${peer}`;
        input.text(`${from}.UserId`);
        input.text(`${from}.VpcId`);
        return readRule({
          ...base,
          peer: { [key]: input.required(`${from}.${member}`) },
          description: input.text(`${from}.Description`),
        });
      });
    return [
      ...peers('IpRanges', 'CidrIp', 'cidr'),
      ...peers('Ipv6Ranges', 'CidrIpv6', 'cidrIpv6'),
      ...peers('Groups', 'GroupId', 'groupId'),
    ];
  });
  const cidr = input.text('CidrIp');
  if (cidr === undefined) return rules;
  const [protocol, fromPort, toPort] = [
    input.required('IpProtocol'),
    input.number('FromPort'),
    input.number('ToPort'),
  ];
  return [...rules, readRule({ protocol, fromPort, toPort, peer: { cidr }, description: undefined })];
}
