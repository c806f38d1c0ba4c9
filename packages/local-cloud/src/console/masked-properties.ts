/** What stands for a value that may be a secret. */
export const MASK = '•••';

const SECRET_NAME = /secret|password|passphrase|credential|private_?key|api_?key|token(?!validity)/i;

/** A copy of a resource's properties without the texts whose names say that they are secrets. */
export function maskedProperties(type: string, properties: unknown): unknown {
  return masked(properties, type === 'AWS::ApiGateway::ApiKey' ? /^Value$/ : undefined);
}

function masked(value: unknown, also: RegExp | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => masked(one, also));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => {
      const secret = typeof own === 'string' && (SECRET_NAME.test(name) || also?.test(name) === true);
      return [name, secret ? MASK : masked(own, also)];
    }),
  );
}
