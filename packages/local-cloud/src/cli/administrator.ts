import { AwsClient } from 'aws4fetch';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { readRunningCloud } from '../data-directory.ts';
import { openCredentialsFile } from '../iam/credentials-file.ts';
import { fetchRunningCloud } from './ask-running-cloud.ts';

/** Where a cloud listens, and the keys of its administrator. */
export interface AdministratorAccess {
  readonly origin: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Throws DataDirectoryError when no cloud was ever started on the folder. */
export async function administratorAccess(directory: string): Promise<AdministratorAccess> {
  const { origin, region } = await readRunningCloud(directory);
  const { secrets } = await openCredentialsFile(directory, SYSTEM_SOURCES);
  return { origin, region, ...secrets.administrator };
}

/** The services whose operations are named by a header, with what stands before the operation's name. */
const TARGETS = {
  'cognito-idp': 'AWSCognitoIdentityProviderService',
  logs: 'Logs_20140328',
} as const;

/** Calls the services of a running cloud as its administrator, as any AWS client does: signed. */
export interface AdministratorClient {
  /** One operation of AWS's JSON protocol. Throws Error with the service's code and message. */
  call<Answer>(service: keyof typeof TARGETS, operation: string, input: object): Promise<Answer>;
  /** One request to Lambda. Throws the same for an answer that is not 2xx. */
  lambda(path: string, init?: RequestInit): Promise<Response>;
}

export async function administratorClient(directory: string): Promise<AdministratorClient> {
  const { origin, ...access } = await administratorAccess(directory);
  const client = new AwsClient({ ...access, retries: 0 });
  const send = async (service: string, path: string, init: RequestInit): Promise<Response> => {
    const request = await client.sign(`${origin}${path}`, { ...init, aws: { service } });
    const response = await fetchRunningCloud({ directory, origin }, request);
    if (response.ok) return response;
    throw new Error(await refusalText(response));
  };
  return {
    async call<Answer>(service: keyof typeof TARGETS, operation: string, input: object): Promise<Answer> {
      const response = await send(service, '/', {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `${TARGETS[service]}.${operation}`,
        },
        body: JSON.stringify(input),
      });
      return (await response.json()) as Answer;
    },
    lambda: (path, init = {}) => send('lambda', path, init),
  };
}

/** `ResourceNotFoundException: Function not found: ...` */
async function refusalText(response: Response): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  const code = String(body.__type ?? response.headers.get('x-amzn-errortype') ?? response.status);
  return `${code.slice(code.indexOf('#') + 1)}: ${body.message ?? body.Message ?? response.statusText}`;
}
