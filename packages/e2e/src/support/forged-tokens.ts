import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';

interface Parts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signature: string;
}

/** Makes something that is no good of a token that is. */
export type Forgery = (token: string, keys: readonly JsonWebKey[]) => string;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function parts(token: string): Parts {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const decode = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: decode(header), claims: decode(claims), signature };
}

function signedBy(attacker: ReturnType<typeof newKeys>, header: object, claims: object): string {
  const content = `${encoded(header)}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(content), attacker.privateKey);
  return `${content}.${signature.toString('base64url')}`;
}

function newKeys(): { privateKey: KeyObject; jwk: JsonWebKey } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }) };
}

/** HS256 with a published key as the secret, as libraries that trust `alg` would verify. */
function hmacBy(key: JsonWebKey | undefined, token: string): string {
  const pem = createPublicKey({ key: { ...key }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const { header, claims } = parts(token);
  const content = `${encoded({ ...header, alg: 'HS256' })}.${encoded(claims)}`;
  return `${content}.${createHmac('sha256', pem).update(content).digest('base64url')}`;
}

/** Each by its name; `keys` are the pool's published ones. */
export const FORGERIES: Readonly<Record<string, Forgery>> = {
  'no JWT': () => 'abc',
  'three parts of nothing': () => 'a.b.c',
  'a changed claim': (token) => {
    const { header, claims, signature } = parts(token);
    return `${encoded(header)}.${encoded({ ...claims, sub: 'somebody-else' })}.${signature}`;
  },
  'a longer life': (token) => {
    const { header, claims, signature } = parts(token);
    return `${encoded(header)}.${encoded({ ...claims, exp: Number(claims.exp) + 86_400 })}.${signature}`;
  },
  'the signature of another key': (token) => {
    const { header, claims } = parts(token);
    return signedBy(newKeys(), header, claims);
  },
  'a key in its own header': (token) => {
    const { header, claims } = parts(token);
    const attacker = newKeys();
    return signedBy(attacker, { ...header, jwk: attacker.jwk }, claims);
  },
  'alg none': (token) => {
    const { header, claims } = parts(token);
    return `${encoded({ ...header, alg: 'none' })}.${encoded(claims)}.`;
  },
  'alg none with a signature': (token) => {
    const { header, claims, signature } = parts(token);
    return `${encoded({ ...header, alg: 'none' })}.${encoded(claims)}.${signature}`;
  },
  'HS256 with the public key of ID tokens': (token, keys) => hmacBy(keys[0], token),
  'HS256 with the public key of access tokens': (token, keys) => hmacBy(keys[1], token),
};
