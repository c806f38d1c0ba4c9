import type { Ec2Operation } from '../ec2-call.ts';
import { invalidValue } from '../ec2-errors.ts';
import { applyFilters } from '../filter.ts';

/**
 * One cloud on one machine has one region.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
 */
export const describeRegions: Ec2Operation = async ({ account, input, permit }) => {
  const names = input.list('RegionName');
  const filters = input.filters();
  input.boolean('AllRegions');
  input.end();
  permit({});
  const own = {
    regionName: account.region,
    regionEndpoint: `ec2.${account.region}.${account.urlSuffix}`,
    optInStatus: 'opt-in-not-required',
  };
  for (const name of names) {
    if (name !== own.regionName) throw invalidValue(name, 'regionName', `The only one is ${own.regionName}.`);
  }
  const found = applyFilters(
    [own],
    filters,
    {
      endpoint: ({ regionEndpoint }) => regionEndpoint,
      'opt-in-status': ({ optInStatus }) => optInStatus,
      'region-name': ({ regionName }) => regionName,
    },
    () => ({}),
  );
  return { regionInfo: found };
};
