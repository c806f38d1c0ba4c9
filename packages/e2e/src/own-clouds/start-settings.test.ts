import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { smtpServer } from '@taskyard/local-cloud';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { writeAssembly } from '../support/hand-written-assembly.ts';
import { authorization, newPool, newTokens, PASSWORD } from '../support/sign-in-pool.ts';

let cloud: BareCloud;
afterEach(() => cloud.close());

it('a pool whose issuer has AWS’s form is verified by CognitoJwtVerifier with cached keys', async () => {
  cloud = await openBareCloud({ issuer: 'aws' });
  const pool = await newPool(cloud);
  const web = await pool.newClient();
  const tokens = await newTokens(pool, web, await pool.newUser());
  const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, clientId: web.id, tokenUse: null });
  const published = await fetch(`${pool.base}/.well-known/jwks.json`);
  verifier.cacheJwks((await published.json()) as Parameters<typeof verifier.cacheJwks>[0]);
  const iss = `https://cognito-idp.us-east-1.amazonaws.com/${pool.id}`;
  expect(await verifier.verify(tokens.access_token)).toMatchObject({ iss, token_use: 'access' });
  expect(await verifier.verify(tokens.id_token)).toMatchObject({ iss, token_use: 'id', aud: web.id });
  await expect(verifier.verify(tokens.id_token, { clientId: 'another', tokenUse: 'id' })).rejects.toThrow(
    /client/i,
  );

  const discovered = await fetch(`${pool.base}/.well-known/openid-configuration`);
  expect(await discovered.json()).toMatchObject({
    issuer: iss,
    jwks_uri: `${pool.base}/.well-known/jwks.json`,
  });
  const info = await fetch(`${pool.base}/oauth2/userInfo`, {
    headers: { Authorization: `Bearer ${tokens.access_token}` },
  });
  expect(info.status).toBe(200);
  expect((await fetch(authorization(pool, web).url)).status).toBe(200);
});

it('a mail server that is away costs a line in the log and no sign-up', async () => {
  cloud = await openBareCloud({ smtp: smtpServer('smtp://127.0.0.1:9') });
  const pool = await newPool(cloud);
  const web = await pool.newClient();
  const Username = 'ann@example.com';
  await cloud.cognito.send(new SignUpCommand({ ClientId: web.id, Username, Password: PASSWORD }));
  const mail = await fetch(`${cloud.origin}/_local/mail?to=${Username}`);
  const [{ code = '' } = {}] = (await mail.json()) as { code?: string }[];
  await cloud.cognito.send(new ConfirmSignUpCommand({ ClientId: web.id, Username, ConfirmationCode: code }));
  const { AuthenticationResult } = await cloud.cognito.send(
    new InitiateAuthCommand({
      ClientId: web.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD },
    }),
  );
  expect(AuthenticationResult?.AccessToken).toBeDefined();
  const line = { outcome: 'failed', rule: 'mail relay smtp://127.0.0.1:9' };
  await vi.waitFor(() => expect(cloud.entries).toContainEqual(expect.objectContaining(line)), 30_000);
  expect(JSON.stringify(cloud.entries)).not.toContain(code);
});

describe('what a template asks for and what changes nothing here', () => {
  const bucket = {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
  };
  const resources = { One: bucket, Two: bucket, Three: bucket };

  it.each([
    [false, ['3 × BucketEncryption of AWS::S3::Bucket: nothing is encrypted on the disk']],
    [
      true,
      Object.keys(resources).map(
        (id) => `Plain: ${id} (AWS::S3::Bucket) BucketEncryption: nothing is encrypted on the disk`,
      ),
    ],
  ])(
    'is told in the words asked for (verbose: %s), and each on the page of the stack',
    async (verbose, told) => {
      const directory = await mkdtemp(join(tmpdir(), 'taskyard-notes-'));
      cloud = await openBareCloud({ verbose });
      await writeAssembly(directory, { Plain: { Resources: resources } });
      await cloud.deploy(directory);
      const notices = cloud.entries.filter(({ outcome }) => outcome === 'notice');
      expect(notices.map(({ text }) => text)).toEqual(told);
      expect(notices.at(-1)?.hint).toBe(
        verbose ? undefined : `Each of them: ${cloud.origin}/_local/console/stack, or start with --verbose.`,
      );
      const page = await (await fetch(`${cloud.origin}/_local/console/stack`)).text();
      const rows = page.slice(page.indexOf('Left out'));
      for (const id of Object.keys(resources)) expect(rows).toContain(`<th scope="row">${id}</th>`);
      await rm(directory, { recursive: true, force: true });
    },
  );
});
