import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import {
  type AdministratorKeys,
  type JournalEntry,
  LocalCloud,
  type LocalCloudOptions,
} from '@taskyard/local-cloud';

/** A local cloud in this process to which nothing is deployed yet. */
export interface BareCloud {
  readonly origin: string;
  readonly administrator: AdministratorKeys;
  /** Deploys an assembly's directory. */
  deploy(assembly: string): Promise<void>;
  outputs(): Record<string, Record<string, string>>;
  /** Cognito as its administrator. */
  readonly cognito: CognitoIdentityProviderClient;
  /** Everything that was decided so far; tests empty it as they go. */
  readonly entries: JournalEntry[];
  /** Moves the clock, which stands still otherwise. Signatures are good for a quarter of an hour around it. */
  later(milliseconds: number): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Stops the cloud and opens it again on the same data and the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openBareCloud(
  settings: Pick<LocalCloudOptions, 'issuer' | 'smtp' | 'verbose'> = {},
): Promise<BareCloud> {
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-bare-'));
  const entries: JournalEntry[] = [];
  let now = Date.now();
  const open = (port: number): Promise<LocalCloud> =>
    LocalCloud.open({
      ...settings,
      dataDirectory: join(directory, 'data'),
      port,
      journal: { write: (entry) => void entries.push(entry) },
      sources: { now: () => now, uuid: randomUUID, bytes: randomBytes },
    });
  let cloud = await open(0);
  const { origin, administrator } = cloud;
  return {
    origin,
    administrator,
    deploy: async (assembly) => void (await cloud.deploy(assembly)),
    outputs: () => cloud.outputs(),
    cognito: new CognitoIdentityProviderClient({
      endpoint: origin,
      region: 'us-east-1',
      credentials: administrator,
    }),
    entries,
    later(milliseconds) {
      now += milliseconds;
    },
    now: () => now,
    async restart() {
      await cloud.stop();
      cloud = await open(Number(new URL(origin).port));
    },
    async close() {
      await cloud.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
