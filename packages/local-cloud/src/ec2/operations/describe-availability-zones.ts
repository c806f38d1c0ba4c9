import type { Ec2Operation } from '../ec2-call.ts';
import { invalidValue } from '../ec2-errors.ts';
import { applyFilters } from '../filter.ts';
import { availabilityZones } from '../zones.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
export const describeAvailabilityZones: Ec2Operation = async ({ account, input, permit }) => {
  const { region } = account;
  const names = input.list('ZoneName');
  const ids = input.list('ZoneId');
  const filters = input.filters();
  input.boolean('AllAvailabilityZones');
  input.end();
  permit({});
  const zones = availabilityZones(account);
  for (const name of names) {
    if (!zones.some((zone) => zone.name === name)) {
      throw invalidValue(name, 'zoneName', 'There is no such availability zone.');
    }
  }
  for (const id of ids) {
    if (!zones.some((zone) => zone.id === id)) {
      throw invalidValue(id, 'zoneId', 'There is no such availability zone.');
    }
  }
  const wanted = zones.filter(
    ({ name, id }) => (names.length === 0 || names.includes(name)) && (ids.length === 0 || ids.includes(id)),
  );
  const found = applyFilters(
    wanted,
    filters,
    {
      'group-name': () => `${region}-zg-1`,
      message: () => [],
      'opt-in-status': () => 'opt-in-not-required',
      'region-name': () => region,
      state: () => 'available',
      'zone-id': ({ id }) => id,
      'zone-name': ({ name }) => name,
      'zone-type': () => 'availability-zone',
    },
    () => ({}),
  );
  return {
    availabilityZoneInfo: found.map(({ name, id }) => ({
      optInStatus: 'opt-in-not-required',
      messageSet: [],
      regionName: region,
      zoneName: name,
      zoneId: id,
      groupName: `${region}-zg-1`,
      networkBorderGroup: region,
      zoneType: 'availability-zone',
      zoneState: 'available',
    })),
  };
};
