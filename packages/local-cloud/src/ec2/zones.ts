import type { Account } from '../aws/account.ts';

/** An availability zone of the account's region. */
export interface Zone {
  /** `us-east-1a` */
  readonly name: string;
  /** `use1-az1` */
  readonly id: string;
}

/** The same three zones that Fn::GetAZs gives a template. */
const LETTERS = ['a', 'b', 'c'];

export function availabilityZones({ region }: Account): readonly Zone[] {
  return LETTERS.map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${shortRegion(region)}-az${index + 1}`,
  }));
}

/** `use1` for `us-east-1`, `apse2` for `ap-southeast-2`. */
function shortRegion(region: string): string {
  return region
    .split('-')
    .map((part) => part.replace('north', 'n').replace('south', 's').replace('east', 'e').replace('west', 'w'))
    .map((part) => ({ central: 'c', gov: 'g' })[part] ?? part)
    .join('');
}
