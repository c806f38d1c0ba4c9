import { AwsError } from '../src/aws/aws-error.ts';
import type { AwsService, Caller } from '../src/aws/aws-service.ts';
import { SYSTEM_SOURCES } from '../src/aws/sources.ts';
import { listen } from '../src/front-door/listener.ts';

export interface ServedServices {
  /** `http://localhost:<port>` */
  readonly endpoint: string;
  /** What was asked of the caller, as `action resource`. */
  readonly authorized: string[];
  /** Actions that the caller may not do. */
  readonly denied: Set<string>;
  close(): Promise<void>;
}

/**
 * Serves AWS services over HTTP, without looking at signatures, for real SDK clients in tests.
 * The service is chosen by the credential scope of the Authorization header.
 */
export async function serveServices(services: () => readonly AwsService[]): Promise<ServedServices> {
  const authorized: string[] = [];
  const denied = new Set<string>();
  const caller: Caller = {
    arn: 'arn:aws:sts::000000000000:assumed-role/tester/session',
    accountId: '000000000000',
    userId: 'AROATESTER:session',
    authorize({ action, resource }) {
      authorized.push(`${action} ${resource}`);
      if (!denied.has(action)) return;
      const reason = `because no identity-based policy allows the ${action} action`;
      throw new AwsError(
        'AccessDeniedException',
        `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
      );
    },
  };
  const listener = await listen({
    port: 0,
    sources: SYSTEM_SOURCES,
    async handler(request) {
      const name = request.header('authorization')?.split('/')[3];
      const service = services().find(({ signingName }) => signingName === name);
      if (service === undefined) return { status: 501, headers: {}, body: `no service ${name}` };
      try {
        return await service.handle({ request, body: await request.body(service.bodyLimit), caller });
      } catch (error) {
        if (error instanceof AwsError) return service.failure(error, request);
        throw error;
      }
    },
    onFault: (_request, error) => console.error(error),
  });
  return { endpoint: `http://localhost:${listener.port}`, authorized, denied, close: listener.close };
}

/** What SDK clients need to talk to `serveServices`. */
export function clientOptions(endpoint: string): {
  endpoint: string;
  region: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  return {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
  };
}
