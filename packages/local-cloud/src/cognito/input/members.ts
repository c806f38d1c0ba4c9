/**
 * The members that many operations share, with the limits of the service's API reference.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
 */
import { list, required, type Shape, structure, text, textMap } from './shape.ts';

const visible = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+';

export const poolId: Shape<string> = text({ min: 1, max: 55, pattern: '[\\w-]+_[0-9a-zA-Z]+' });
export const clientId: Shape<string> = text({ min: 1, max: 128, pattern: '[\\w+]+', sensitive: true });
export const secretHash: Shape<string> = text({
  min: 1,
  max: 128,
  pattern: '[\\w+=/]+',
  sensitive: true,
});
export const username: Shape<string> = text({ min: 1, max: 128, pattern: visible, sensitive: true });
export const password: Shape<string> = text({
  max: 256,
  pattern: '[\\S]+.*[\\S]+',
  matcher: /^\S.*\S$/u,
  sensitive: true,
});
export const code: Shape<string> = text({ min: 1, max: 2048, pattern: '[\\S]+', sensitive: true });
export const totpCode: Shape<string> = text({ min: 6, max: 6, pattern: '[0-9]+', sensitive: true });
export const token: Shape<string> = text({ pattern: '[A-Za-z0-9-_=.]+', sensitive: true });
export const session: Shape<string> = text({ min: 20, max: 2048, sensitive: true });
export const attributeName: Shape<string> = text({ min: 1, max: 32, pattern: visible });
export const groupName: Shape<string> = text({ min: 1, max: 128, pattern: visible });
export const displayName: Shape<string> = text({ min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' });
export const description: Shape<string> = text({ max: 2048 });
export const arn: Shape<string> = text({
  min: 20,
  max: 2048,
  pattern:
    'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?',
});
export const pageToken: Shape<string> = text({ min: 1, pattern: '[\\S]+' });
export const clientMetadata: Shape<Record<string, string>> = textMap();
export const scopeName: Shape<string> = text({
  min: 1,
  max: 256,
  pattern: '[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+',
});
export const resourceServerIdentifier: Shape<string> = text({
  min: 1,
  max: 256,
  pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+',
});
export const url: Shape<string> = text({ min: 1, max: 1024, pattern: visible });

/** `{ Name, Value }`, as user attributes come and go. */
export interface NamedValue {
  readonly Name: string;
  readonly Value?: string;
}

const namedValue: Shape<NamedValue> = structure({
  Name: required(attributeName),
  Value: text({ max: 2048, sensitive: true }),
});
export const attributes: Shape<NamedValue[]> = list(namedValue);

/** As a map; a missing value is the empty text. */
export function byName(values: readonly NamedValue[] | undefined): Record<string, string> {
  return Object.fromEntries((values ?? []).map(({ Name, Value }) => [Name, Value ?? '']));
}
