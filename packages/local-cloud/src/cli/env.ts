import { resolve } from 'node:path';
import { administratorAccess } from './administrator.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine } from './usage-error.ts';

/** Prints the endpoint and the administrator's credentials as shell exports. */
export async function env(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { data: { type: 'string', default: DEFAULT_DATA_DIRECTORY } },
  });
  const { origin, region, accessKeyId, secretAccessKey } = await administratorAccess(resolve(values.data));
  const variables = {
    AWS_ENDPOINT_URL: origin,
    // By an address clients put the bucket into the path; names below localhost do not resolve everywhere.
    AWS_ENDPOINT_URL_S3: origin.replace('//localhost', '//127.0.0.1'),
    AWS_REGION: region,
    // The older AWS CLI knows this one only.
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  for (const [name, value] of Object.entries(variables)) {
    process.stdout.write(`export ${name}='${value}'\n`);
  }
}
