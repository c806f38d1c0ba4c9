import { type Html, html } from '../cognito/hosted/pages/html.ts';
import {
  availableAddresses,
  type InternetGatewayRecord,
  type RouteTableRecord,
  type RuleRecord,
  type SecurityGroupRecord,
  type SubnetRecord,
  type VpcRecord,
} from '../ec2/network-record.ts';
import type { NetworkStore } from '../ec2/network-store.ts';
import { nothing, type Page } from './page.ts';

/** What the page reads of EC2. */
export type ReadableNetworks = Pick<
  NetworkStore,
  'vpcs' | 'subnetsOf' | 'routeTables' | 'internetGateways' | 'securityGroups'
>;

/** Every VPC with its subnets, route tables and security groups, and the internet gateways. */
export function networksPage(networks: ReadableNetworks): Page {
  const gateways = networks.internetGateways();
  const loose = gateways.filter(({ vpcId }) => vpcId === undefined);
  const cards = networks.vpcs().map((vpc) => vpcCard(vpc, networks, gateways));
  return {
    title: 'Networks',
    content: html`${cards.length === 0 ? nothing('There is no network.') : html`<div class="cards">${cards}</div>`}
${
  loose.length > 0 &&
  html`<section><h2>Gateways of no VPC</h2><ul class="lines">${loose.map(({ id, tags }) => html`<li>${named(id, tags.Name)}</li>`)}</ul></section>`
}`,
  };
}

function vpcCard(
  vpc: VpcRecord,
  networks: ReadableNetworks,
  gateways: readonly InternetGatewayRecord[],
): Html {
  const within = <Part extends { readonly vpcId?: string }>(parts: readonly Part[]): Part[] =>
    parts.filter(({ vpcId }) => vpcId === vpc.id);
  const subnets = networks.subnetsOf(vpc.id);
  return html`<section class="card">
<h2>${vpc.tags[vpc.id]?.Name ?? vpc.id}</h2>
<p class="meta"><code>${vpc.id}</code> <code>${vpc.cidr}</code>
${within(gateways).map(({ id, tags }) => html`<span>internet gateway ${named(id, tags.Name)}</span>`)}</p>
${subnets.length === 0 ? nothing('No subnets.') : subnetTable(subnets)}
${within(networks.routeTables()).map((table) => routeTable(table, vpc, subnets))}
${within(networks.securityGroups()).map(securityGroup)}
</section>`;
}

function subnetTable(subnets: readonly SubnetRecord[]): Html {
  return html`<table class="subnets">
<thead><tr><th scope="col">Subnet</th><th scope="col">Addresses</th><th scope="col">Zone</th><th scope="col">Free</th></tr></thead>
<tbody>${subnets.map(
    (
      subnet,
    ) => html`<tr><th scope="row">${named(subnet.id, subnet.tags.Name)}</th><td><code>${subnet.cidr}</code></td>
<td>${subnet.zone}</td><td>${availableAddresses(subnet)} free</td></tr>`,
  )}</tbody></table>`;
}

/** The routes of a table, with the one that every table has: what is in the VPC stays there. */
function routeTable(table: RouteTableRecord, vpc: VpcRecord, subnets: readonly SubnetRecord[]): Html {
  const named = (id: string): string => subnets.find((subnet) => subnet.id === id)?.tags.Name ?? id;
  const serves = table.associations.map(({ subnetId }) => named(subnetId));
  const routes = [{ destination: vpc.cidr, gatewayId: 'local' }, ...table.routes];
  return html`<h3>Route table ${table.tags.Name ?? table.id}${table.main && ', main'}</h3>
<p class="meta"><code>${table.id}</code> ${serves.length > 0 ? `for ${serves.join(', ')}` : 'for no subnet by name'}</p>
<table>
<thead><tr><th scope="col">Destination</th><th scope="col">Target</th></tr></thead>
<tbody>${routes.map(
    ({ destination, gatewayId }) =>
      html`<tr><th scope="row"><code>${destination}</code></th><td><code>${gatewayId}</code></td></tr>`,
  )}</tbody></table>`;
}

function securityGroup({ id, name, description, ingress, egress }: SecurityGroupRecord): Html {
  const rules = [
    ...ingress.map((rule) => ['in', rule] as const),
    ...egress.map((rule) => ['out', rule] as const),
  ];
  return html`<h3>Security group ${name}</h3>
<p class="meta"><code>${id}</code> ${description}</p>
${
  rules.length === 0
    ? nothing('Nothing comes in and nothing goes out.')
    : html`<table>
<thead><tr><th scope="col">Peer</th><th scope="col">Way</th><th scope="col">Protocol</th><th scope="col">Description</th></tr></thead>
<tbody>${rules.map(
        ([way, rule]) => html`<tr><th scope="row"><code>${peerOf(rule)}</code></th><td>${way}</td>
<td>${protocolOf(rule)}</td><td>${rule.description ?? ''}</td></tr>`,
      )}</tbody></table>`
}`;
}

function named(id: string, name: string | undefined): Html {
  return name === undefined ? html`<code>${id}</code>` : html`${name} <code>${id}</code>`;
}

function peerOf({ peer }: RuleRecord): string {
  if ('cidr' in peer) return peer.cidr;
  return 'cidrIpv6' in peer ? peer.cidrIpv6 : peer.groupId;
}

/** `tcp 443`, `udp 1000 to 2000`, `all`. */
function protocolOf({ protocol, fromPort, toPort }: RuleRecord): string {
  if (protocol === '-1') return 'all';
  if (fromPort === undefined) return protocol;
  return toPort === undefined || toPort === fromPort
    ? `${protocol} ${fromPort}`
    : `${protocol} ${fromPort} to ${toPort}`;
}
