import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AuthFlowType,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CognitoServer, cognitoServer } from '../testing/cognito-server.ts';

const PASSWORD = 'Correct-horse-9';
const EMAIL = 'fay@example.com';

let server: CognitoServer;
let UserPoolId = '';
let hiding = '';
let legacy = '';

async function newClient(PreventUserExistenceErrors: 'ENABLED' | 'LEGACY'): Promise<string> {
  const { UserPoolClient } = await server.client.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'srp', PreventUserExistenceErrors }),
  );
  return UserPoolClient?.ClientId ?? '';
}

async function newUser(Username: string, Password: string): Promise<void> {
  await server.client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  await server.client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }),
  );
}

beforeAll(async () => {
  server = await cognitoServer();
  const { UserPool } = await server.client.send(
    new CreateUserPoolCommand({ PoolName: 'people', UsernameAttributes: ['email'] }),
  );
  UserPoolId = UserPool?.Id ?? '';
  hiding = await newClient('ENABLED');
  legacy = await newClient('LEGACY');
  await newUser(EMAIL, PASSWORD);
});
afterAll(() => server.close());

/** A sign-in by AWS's own browser client. */
function identityJs(Username: string, Password: string, ClientId = legacy): Promise<CognitoUserSession> {
  const pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: server.origin });
  const user = new CognitoUser({ Username, Pool: pool });
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
      onSuccess: resolve,
      onFailure: reject,
    });
  });
}

const passwords = [
  PASSWORD,
  'Pässwörd-Ünïcode-1',
  '密码-Passwort-1!',
  'With inner spaces 1!',
  `Long-1${'x'.repeat(200)}`,
];

describe('amazon-cognito-identity-js', () => {
  it.each(passwords)('signs in with the right password %j and not with another', async (password) => {
    const email = `user-${passwords.indexOf(password)}@example.com`;
    await newUser(email, password);
    const session = await identityJs(email, password);
    expect(session.getIdToken().payload.email).toBe(email);
    await expect(identityJs(email, `${password}x`)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  it('refreshes the session', async () => {
    const pool = new CognitoUserPool({ UserPoolId, ClientId: legacy, endpoint: server.origin });
    const session = await identityJs(EMAIL, PASSWORD);
    const user = new CognitoUser({ Username: EMAIL, Pool: pool });
    const again = await new Promise<CognitoUserSession>((resolve, reject) => {
      user.refreshSession(session.getRefreshToken(), (error, refreshed) =>
        error ? reject(error) : resolve(refreshed),
      );
    });
    expect(again.getAccessToken().payload.origin_jti).toBe(session.getAccessToken().payload.origin_jti);
  });
});

function start(USERNAME: string, SRP_A: string, ClientId = legacy, flow: AuthFlowType = 'USER_SRP_AUTH') {
  return server.client.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: flow, AuthParameters: { USERNAME, SRP_A } }),
  );
}

function respond(ChallengeResponses: Record<string, string>, ClientId = legacy) {
  return server.client.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }),
  );
}

/** What identity-js would send for the right password, caught on its way. */
async function rightProof(): Promise<Record<string, string>> {
  let caught: Record<string, string> = {};
  const fetchBefore = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const body = JSON.parse(String(init?.body));
    if (body.ChallengeName !== 'PASSWORD_VERIFIER') return fetchBefore(input, init);
    caught = body.ChallengeResponses;
    throw new Error('caught');
  };
  try {
    await identityJs(EMAIL, PASSWORD).catch(() => {});
  } finally {
    globalThis.fetch = fetchBefore;
  }
  expect(Object.keys(caught)).toContain('PASSWORD_CLAIM_SIGNATURE');
  return caught;
}

const wrong = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

describe('a proof', () => {
  it('counts once', async () => {
    const proof = await rightProof();
    expect((await respond(proof)).AuthenticationResult?.IdToken).toBeDefined();
    await expect(respond(proof)).rejects.toMatchObject(wrong);
  });

  it('counts for one client, and is spent by the attempt', async () => {
    const proof = await rightProof();
    await expect(respond(proof, hiding)).rejects.toMatchObject(wrong);
    await expect(respond(proof)).rejects.toMatchObject(wrong);
  });

  const flip = (text = ''): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  it.each<[string, (proof: Record<string, string>) => Record<string, string>]>([
    [
      'another signature',
      (proof) => ({ ...proof, PASSWORD_CLAIM_SIGNATURE: flip(proof.PASSWORD_CLAIM_SIGNATURE) }),
    ],
    ['no signature bytes', (proof) => ({ ...proof, PASSWORD_CLAIM_SIGNATURE: 'AAAA' })],
    [
      'another secret block',
      (proof) => ({ ...proof, PASSWORD_CLAIM_SECRET_BLOCK: flip(proof.PASSWORD_CLAIM_SECRET_BLOCK) }),
    ],
    ['another time', (proof) => ({ ...proof, TIMESTAMP: 'Mon Jan 5 00:00:00 UTC 2026' })],
    ['another user', (proof) => ({ ...proof, USERNAME: 'mallory@example.com' })],
  ])('with %s does not count', async (_name, tamper) => {
    await expect(respond(tamper(await rightProof()))).rejects.toMatchObject(wrong);
    server.advance(20 * 60_000);
  });

  it('needs a time in the form of its clients', async () => {
    await expect(respond({ ...(await rightProof()), TIMESTAMP: '2026-01-05' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    });
  });

  it('ends with its session', async () => {
    const proof = await rightProof();
    server.advance(3 * 60_000 + 1);
    await expect(respond(proof)).rejects.toMatchObject(wrong);
  });
});

describe('the first half of a proof', () => {
  const N =
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF';

  it.each([
    ['zero', '0'],
    ['the prime', N],
    ['twice the prime', (2n * BigInt(`0x${N}`)).toString(16)],
    ['no number', 'xyz'],
    ['far too long', 'ab'.repeat(1000)],
  ])('refuses %s as the client’s public number', async (_name, srpA) => {
    await expect(start(EMAIL, srpA)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('tells of unknown users only through a client that says so', async () => {
    await expect(start('nobody@example.com', 'abcdef')).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
    const known = await start(EMAIL, 'abcdef', hiding);
    const [one, two] = [
      await start('nobody@example.com', 'abcdef', hiding),
      await start('nobody@example.com', 'abcdef', hiding),
    ];
    const parameters = one.ChallengeParameters ?? {};
    expect(Object.keys(parameters)).toEqual(Object.keys(known.ChallengeParameters ?? {}));
    expect(two.ChallengeParameters?.SALT).toBe(parameters.SALT);
    expect(two.ChallengeParameters?.USERNAME).toBe(parameters.USERNAME);
    expect(two.ChallengeParameters?.SRP_B).not.toBe(parameters.SRP_B);
    const other = await start('somebody@example.com', 'abcdef', hiding);
    expect(other.ChallengeParameters?.SALT).not.toBe(parameters.SALT);
    await expect(identityJs('nobody@example.com', PASSWORD, hiding)).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
  });
});
