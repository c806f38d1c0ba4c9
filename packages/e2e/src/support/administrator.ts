import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The variables that `npx local-cloud env` prints: endpoint, region and the administrator's credentials. */
export async function administrator(dataDirectory: string): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)('npx', ['local-cloud', 'env', '--data', dataDirectory]);
  return Object.fromEntries(
    [...stdout.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]),
  );
}

/** What an AWS SDK client needs to call the local cloud as its administrator. */
export async function administratorClient(dataDirectory: string): Promise<{
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}> {
  const variables = await administrator(dataDirectory);
  return {
    endpoint: variables.AWS_ENDPOINT_URL ?? '',
    region: variables.AWS_REGION ?? '',
    credentials: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
}
