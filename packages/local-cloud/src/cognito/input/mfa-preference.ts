import type { FactorPreference, MfaPreference } from '../mfa/enrolment.ts';
import { flag, type Shape, structure } from './shape.ts';

const factor: Shape<FactorPreference> = structure({ Enabled: flag(), PreferredMfa: flag() });

/** The members of SetUserMFAPreference and AdminSetUserMFAPreference that say what is wanted. */
export const MFA_PREFERENCE: Readonly<Record<keyof MfaPreference, Shape<FactorPreference>>> = {
  SMSMfaSettings: factor,
  EmailMfaSettings: factor,
  SoftwareTokenMfaSettings: factor,
};
