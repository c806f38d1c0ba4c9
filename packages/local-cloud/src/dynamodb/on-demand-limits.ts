import type { OnDemandLimits } from './table-definition.ts';
import type { BillingMode, OnDemandInput } from './table-shapes.ts';
import { invalidParameter } from './validation-error.ts';

const MEMBERS = [
  ['read', 'MaxReadRequestUnits'],
  ['write', 'MaxWriteRequestUnits'],
] as const;
/** What takes a limit away that was there before. */
const NO_LIMIT = -1;

/**
 * The limits of a new table, or of a new index (`what` is `table`, or `index: ` and its name); undefined for
 * none. Throws AwsError ValidationException for a limit that is none, and for any where nothing is billed on
 * demand. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_OnDemandThroughput.html
 */
export function newOnDemandLimits(
  input: OnDemandInput | undefined,
  mode: BillingMode,
  what: string,
): OnDemandLimits | undefined {
  return limits(input, undefined, mode, what, (units) => units >= 1);
}

/** The limits after a change, which leaves those alone that it does not name. Throws as the other does. */
export function changedOnDemandLimits(
  input: OnDemandInput | undefined,
  before: OnDemandLimits | undefined,
  mode: BillingMode,
  what: string,
): OnDemandLimits | undefined {
  return limits(input, before, mode, what, (units) => units >= 1 || units === NO_LIMIT);
}

function limits(
  input: OnDemandInput = {},
  before: OnDemandLimits | undefined,
  mode: BillingMode,
  what: string,
  isValid: (units: number) => boolean,
): OnDemandLimits | undefined {
  const after: { read?: number; write?: number } = { ...before };
  for (const [kind, member] of MEMBERS) {
    const units = input[member];
    if (units === undefined) continue;
    if (mode === 'PROVISIONED') {
      throw invalidParameter(
        `${member} for OnDemandThroughput for ${what} cannot be specified when BillingMode is PROVISIONED`,
      );
    }
    if (!isValid(units)) {
      throw invalidParameter(
        `Requested ${member} for OnDemandThroughput for ${what} is outside of valid range`,
      );
    }
    if (units === NO_LIMIT) delete after[kind];
    else after[kind] = units;
  }
  return Object.keys(after).length === 0 ? undefined : after;
}
