import type { ReactNode } from 'react';
import { networkTexts } from '../texts/network-texts.ts';
import { addressPlan } from './address-plan.ts';
import styles from './network-drawing.module.css';

export interface NetworkDrawingProps {
  readonly cidr: string;
  readonly vpcId?: string | undefined;
  readonly subnets: readonly {
    readonly name: string;
    readonly cidr: string;
    readonly availabilityZone?: string;
    readonly subnetId?: string;
  }[];
}

const STRIP = 1000;
/** A block that is thinner than this could not be seen. */
const THINNEST = 3;

/** A VPC with its subnets, by availability zone, and where their addresses lie in its range. */
export function NetworkDrawing({ cidr, vpcId, subnets }: NetworkDrawingProps): ReactNode {
  const plan = addressPlan(cidr, subnets);
  const zones = [...new Set(subnets.map(({ availabilityZone }) => availabilityZone ?? ''))].sort();
  return (
    <figure className={styles.vpc}>
      <figcaption className={styles.caption}>
        <strong>VPC</strong> <code>{cidr}</code> {vpcId !== undefined && <code>{vpcId}</code>}
      </figcaption>
      <svg className={styles.strip} viewBox={`0 0 ${STRIP} 24`} preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.range} width={STRIP} height={24} rx={4} />
        {plan.map(({ name, from, to }, index) => (
          <rect
            key={`${name} ${from}`}
            className={styles.block}
            data-tint={index % 4}
            x={from * STRIP}
            width={Math.max((to - from) * STRIP, THINNEST)}
            height={24}
          />
        ))}
      </svg>
      <div className={styles.zones}>
        {zones.map((zone) => (
          <div key={zone} className={styles.zone}>
            <p className={styles.zoneName}>{zone === '' ? networkTexts.anyZone : zone}</p>
            {subnets
              .filter(({ availabilityZone }) => (availabilityZone ?? '') === zone)
              .map((subnet) => {
                const at = plan.findIndex(({ name, cidr }) => name === subnet.name && cidr === subnet.cidr);
                const block = plan[at];
                return (
                  <div
                    key={`${subnet.name} ${subnet.cidr}`}
                    className={styles.subnet}
                    data-tint={at === -1 ? undefined : at % 4}
                  >
                    <strong>{subnet.name}</strong>
                    <code>{subnet.cidr}</code>
                    {block !== undefined && (
                      <span className={styles.detail}>
                        {block.range}
                        <br />
                        {networkTexts.addresses(block.size)}
                      </span>
                    )}
                    {subnet.subnetId !== undefined && (
                      <code className={styles.detail}>{subnet.subnetId}</code>
                    )}
                  </div>
                );
              })}
          </div>
        ))}
      </div>
    </figure>
  );
}
