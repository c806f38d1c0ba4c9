import { html } from '../cognito/hosted/pages/html.ts';
import { availableAddresses } from '../ec2/network-record.ts';
import type { NetworkStore } from '../ec2/network-store.ts';
import { nothing, type Page } from './page.ts';

/** Every VPC with its subnets. */
export function networksPage(networks: Pick<NetworkStore, 'vpcs' | 'subnetsOf'>): Page {
  const cards = networks.vpcs().map((vpc) => {
    const subnets = networks.subnetsOf(vpc.id);
    return html`<section class="card">
<h2>${vpc.tags[vpc.id]?.Name ?? vpc.id}</h2>
<p class="meta"><code>${vpc.id}</code> <code>${vpc.cidr}</code></p>
${
  subnets.length === 0
    ? nothing('No subnets.')
    : html`<table class="subnets">
<thead><tr><th scope="col">Subnet</th><th scope="col">Addresses</th><th scope="col">Zone</th><th scope="col">Free</th></tr></thead>
<tbody>${subnets.map(
        (
          subnet,
        ) => html`<tr><th scope="row">${subnet.tags.Name ?? subnet.id}</th><td><code>${subnet.cidr}</code></td>
<td>${subnet.zone}</td><td>${availableAddresses(subnet)}</td></tr>`,
      )}</tbody></table>`
}
</section>`;
  });
  return {
    title: 'Networks',
    content: cards.length === 0 ? nothing('There is no network.') : html`<div class="cards">${cards}</div>`,
  };
}
