import { type NetworkProvisioner, ProvisioningError } from './network-provisioner.ts';

/** EC2 in memory, that can be told to refuse or to break off at a step. */
export interface FakeEc2 extends NetworkProvisioner {
  /** All that stands, as `vpc-1 10.0.0.0/16 <network id>`. */
  standing(): readonly string[];
  /** The steps that were asked for. */
  readonly steps: string[];
  /** Refuses a step, such as `CreateSubnet b`, until it is told otherwise. */
  refuse(step: string, code: string): void;
  /** As when the function dies right after a step: what it made stands, and nobody hears of it. */
  dieAfter(step: string): void;
  recover(): void;
}

export function fakeEc2(): FakeEc2 {
  const things = new Map<
    string,
    { readonly networkId: string; readonly cidr: string; readonly vpcId?: string }
  >();
  const refused = new Map<string, string>();
  const steps: string[] = [];
  let fatal: string | undefined;
  let dead = false;
  let count = 0;

  const step = async <Result>(name: string, act: () => Result): Promise<Result> => {
    if (dead) return new Promise<Result>(() => {});
    steps.push(name);
    const code = refused.get(name);
    if (code !== undefined) throw new ProvisioningError(name, code);
    const result = act();
    if (fatal !== name) return result;
    dead = true;
    return new Promise<Result>(() => {});
  };
  const make = (kind: string, networkId: string, cidr: string, vpcId?: string): string => {
    count += 1;
    const id = `${kind}-${count}`;
    things.set(id, { networkId, cidr, ...(vpcId === undefined ? {} : { vpcId }) });
    return id;
  };

  return {
    steps,
    standing: () => [...things].map(([id, { networkId, cidr }]) => `${id} ${cidr} ${networkId}`),
    refuse: (name, code) => void refused.set(name, code),
    dieAfter: (name) => {
      fatal = name;
    },
    recover() {
      refused.clear();
      fatal = undefined;
      dead = false;
    },
    find: (networkId) =>
      step('Describe', () => {
        const found = [...things].filter(([, thing]) => thing.networkId === networkId);
        return {
          vpcIds: found.flatMap(([id, { vpcId }]) => (vpcId === undefined ? [id] : [])),
          subnets: found.flatMap(([subnetId, { vpcId, cidr }]) =>
            vpcId === undefined ? [] : [{ subnetId, cidr }],
          ),
        };
      }),
    createVpc: (networkId, { cidr }) => step('CreateVpc', () => make('vpc', networkId, cidr)),
    createSubnet: (networkId, vpcId, { name, cidr }) =>
      step(`CreateSubnet ${name}`, () => make('subnet', networkId, cidr, vpcId)),
    deleteSubnet: (id) => step('DeleteSubnet', () => void things.delete(id)),
    deleteVpc: (id) =>
      step('DeleteVpc', () => {
        if ([...things.values()].some(({ vpcId }) => vpcId === id)) {
          throw new ProvisioningError('DeleteVpc', 'DependencyViolation');
        }
        things.delete(id);
      }),
  };
}
