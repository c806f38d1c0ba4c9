import type { NewSubnet } from '@taskyard/contract';

/** What stands in EC2 for one network. */
export interface Standing {
  readonly vpcIds: readonly string[];
  readonly subnets: readonly StandingSubnet[];
}

export interface StandingSubnet {
  readonly subnetId: string;
  readonly cidr: string;
}

/** Makes and removes the parts of networks. Each method is one step; a step that is refused throws ProvisioningError. */
export interface NetworkProvisioner {
  /** All that was made for the network, by its tag, also by a request that was cut off. */
  find(networkId: string): Promise<Standing>;
  /** Gives the id of the VPC. */
  createVpc(networkId: string, vpc: { readonly name: string; readonly cidr: string }): Promise<string>;
  /** Gives the id of the subnet. */
  createSubnet(networkId: string, vpcId: string, subnet: NewSubnet): Promise<string>;
  /** Does nothing when it is gone already. */
  deleteSubnet(subnetId: string): Promise<void>;
  /** Does nothing when it is gone already. */
  deleteVpc(vpcId: string): Promise<void>;
}

/** A step that AWS refused or that could not be carried out. */
export class ProvisioningError extends Error {
  override name = 'ProvisioningError';
  /** The operation, and the subnet's name where there is one: `CreateSubnet web`. */
  readonly step: string;
  /** EC2's code, such as `VpcLimitExceeded`, or the name of another failure. */
  readonly code: string;

  constructor(step: string, code: string, options?: ErrorOptions) {
    super(`${step}: ${code}`, options);
    this.step = step;
    this.code = code;
  }
}
