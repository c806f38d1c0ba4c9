import * as z from 'zod';
import { type Fault, line, objectSchema } from '../schema.ts';
import { cidrFault, contains, overlaps, parseCidr } from './cidr.ts';

/** How many subnets one request may make; each is a call of EC2, and all fit into one request's time. */
export const MAX_SUBNETS: number = 16;

/** A subnet as it is asked for. */
export interface NewSubnet {
  /** One line of 1 to 64 characters, unique in its network. */
  readonly name: string;
  /** An IPv4 block within the network's, apart from the other subnets'. */
  readonly cidr: string;
  /** Where it is, such as `us-east-1a`; AWS chooses when it is not given. */
  readonly availabilityZone?: string;
}

/** The body that creates a network: a VPC with its subnets. */
export interface NewNetwork {
  /** One line of 1 to 64 characters. */
  readonly name: string;
  /** An IPv4 block of /16 to /28. */
  readonly cidr: string;
  readonly subnets: readonly NewSubnet[];
}

export interface Subnet extends NewSubnet {
  /** EC2's id, while the subnet is there. */
  readonly subnetId?: string;
}

export const networkStates: readonly NetworkState[] = ['CREATING', 'AVAILABLE', 'FAILED', 'DELETING'];
/** FAILED: a step was refused. What had been made is gone again, unless the network still has a `vpcId`. */
export type NetworkState = 'CREATING' | 'AVAILABLE' | 'FAILED' | 'DELETING';

/** The step that AWS refused. */
export interface NetworkFailure {
  /** The operation, such as `CreateSubnet`, and the subnet's name where there is one. */
  readonly step: string;
  /** EC2's code, such as `VpcLimitExceeded`. */
  readonly code: string;
}

/** A network as the API gives it. Everybody who is signed in sees it. */
export interface Network {
  /** A version 7 UUID (RFC 9562); what is made in EC2 has it as the tag `taskyard:network`. */
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly state: NetworkState;
  /** EC2's id, while the VPC is there. */
  readonly vpcId?: string;
  readonly subnets: readonly Subnet[];
  readonly failure?: NetworkFailure;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The `sub` of the person who made it; `direct-invocation` when the function was invoked without the API. */
  readonly createdBy: string;
}

/** What removes a network when the function is invoked directly. */
export interface DeleteNetworkEvent {
  readonly operation: 'deleteNetwork';
  readonly networkId: string;
}

const cidr = z
  .string()
  .max(18)
  .superRefine((value, context) => {
    const fault = cidrFault(value);
    // What compares blocks must not see one that is none.
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault, continue: false });
  })
  .meta({ examples: ['10.0.0.0/16'] });

const name = line(1, 64)
  .refine((value) => value.trim() !== '', { error: 'Only spaces' })
  .meta({ minLength: 1, maxLength: 64 });

const newSubnetMembers = {
  name,
  cidr,
  availabilityZone: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/, { error: 'Not an availability zone; one looks like us-east-1a' })
    .exactOptional(),
};

const moment = z.iso.datetime();

export const newNetworkSchema: z.ZodType<NewNetwork> = objectSchema<NewNetwork>(
  'NewNetwork',
  {
    name,
    cidr,
    subnets: z.array(objectSchema<NewSubnet>('NewSubnet', newSubnetMembers)).min(1).max(MAX_SUBNETS),
  },
  subnetFaults,
);

export const networkSchema: z.ZodType<Network> = objectSchema<Network>('Network', {
  id: z.uuidv7(),
  name,
  cidr,
  state: z.enum(networkStates),
  vpcId: z.string().exactOptional(),
  subnets: z.array(
    objectSchema<Subnet>('Subnet', { ...newSubnetMembers, subnetId: z.string().exactOptional() }),
  ),
  failure: objectSchema<NetworkFailure>('NetworkFailure', {
    step: z.string(),
    code: z.string(),
  }).exactOptional(),
  createdAt: moment,
  updatedAt: moment,
  createdBy: z.string(),
});

export const deleteNetworkEventSchema: z.ZodType<DeleteNetworkEvent> = objectSchema<DeleteNetworkEvent>(
  'DeleteNetworkEvent',
  { operation: z.literal('deleteNetwork'), networkId: z.uuidv7() },
);

/** Subnets that lie outside their network, over another subnet, or under another's name. */
function subnetFaults({ cidr: whole, subnets }: NewNetwork): readonly Fault[] {
  return subnets.flatMap((subnet, index) => {
    const earlier = subnets.slice(0, index);
    const block = parseCidr(subnet.cidr);
    const met = earlier.find((other) => overlaps(block, parseCidr(other.cidr)));
    const faults: Fault[] = [];
    if (earlier.some((other) => other.name === subnet.name)) {
      faults.push({ at: ['subnets', index, 'name'], error: 'Another subnet has this name' });
    }
    if (!contains(parseCidr(whole), block)) {
      faults.push({ at: ['subnets', index, 'cidr'], error: `Not inside ${whole}` });
    } else if (met !== undefined) {
      faults.push({ at: ['subnets', index, 'cidr'], error: `Overlaps ${met.cidr}` });
    }
    return faults;
  });
}
