import * as z from 'zod';

/** A name of the IANA time zone database, such as `Europe/Berlin`. */
export function timeZoneName(): z.ZodType<string> {
  return z
    .string()
    .max(64)
    .refine(isTimeZone, { error: 'Not a time zone; they look like Europe/Berlin' })
    .meta({ maxLength: 64 });
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
