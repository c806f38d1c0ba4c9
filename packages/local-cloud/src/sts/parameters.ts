import { AwsError } from '../aws/aws-error.ts';

/** A parameter that must be there and have the form. Throws AwsError `ValidationError`. */
export function readParameter(
  parameters: URLSearchParams,
  name: string,
  limits: { readonly least: number; readonly most: number; readonly pattern: RegExp },
): string {
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const value = parameters.get(name);
  if (value === null) throw constraint('null', member, 'Member must not be null');
  if (value.length < limits.least) {
    throw constraint(
      `'${value}'`,
      member,
      `Member must have length greater than or equal to ${limits.least}`,
    );
  }
  if (value.length > limits.most) {
    throw constraint(`'${value}'`, member, `Member must have length less than or equal to ${limits.most}`);
  }
  if (!limits.pattern.test(value)) {
    const pattern = limits.pattern.source.replace(/^\^/, '').replace(/\$$/, '');
    throw constraint(`'${value}'`, member, `Member must satisfy regular expression pattern: ${pattern}`);
  }
  return value;
}

/** `DurationSeconds`, or `usual` when it is not given. Throws AwsError `ValidationError`. */
export function readDuration(
  parameters: URLSearchParams,
  usual: number,
  least: number,
  most: number,
): number {
  const value = parameters.get('DurationSeconds');
  if (value === null) return usual;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(seconds >= least)) {
    throw constraint(
      `'${value}'`,
      'durationSeconds',
      `Member must have value greater than or equal to ${least}`,
    );
  }
  if (seconds > most) {
    throw constraint(`'${value}'`, 'durationSeconds', `Member must have value less than or equal to ${most}`);
  }
  return seconds;
}

/** Throws AwsError `ValidationError` that names the first parameter here that cannot be honoured. */
export function refuseParameters(parameters: URLSearchParams, names: readonly string[]): void {
  for (const key of parameters.keys()) {
    if (names.some((name) => key === name || key.startsWith(`${name}.`))) {
      throw new AwsError('ValidationError', `The parameter ${key} is not supported by the local cloud.`);
    }
  }
}

function constraint(value: string, member: string, rule: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${rule}`,
  );
}
