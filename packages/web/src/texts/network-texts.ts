import type { NetworkState } from '@taskyard/client';

const states: Readonly<Record<NetworkState, string>> = {
  CREATING: 'Being made',
  AVAILABLE: 'Available',
  FAILED: 'Failed',
  DELETING: 'Being deleted',
};

/** What people read about networks. */
export const networkTexts = {
  addSubnet: 'Add a subnet',
  addresses: (count: number): string => `${count.toLocaleString('en')} addresses`,
  anyZone: 'Any zone',
  cidr: 'Address block',
  create: 'New network',
  deleteText: 'The VPC goes with all of its subnets.',
  deleteTitle: (name: string): string => `Delete “${name}”?`,
  empty: 'No networks yet',
  failed: (step: string, code: string): string => `${step} was refused: ${code}`,
  name: 'Name',
  note: 'Everybody sees them',
  states,
  subnet: (name: string): string => `Subnet ${name}`,
  subnetCidr: 'Its block',
  subnetName: 'Subnet',
} as const;
