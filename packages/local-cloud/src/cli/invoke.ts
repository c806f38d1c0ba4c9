import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { administratorClient } from './administrator.ts';
import { functionNames } from './function-names.ts';
import { namedOne } from './name-lookup.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine, UsageError } from './usage-error.ts';

/**
 * Invokes a function: what it gave to standard output, the end of its log to standard error. Throws Error when the
 * function failed, UsageError for an event that is no JSON.
 */
export async function invoke(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: DEFAULT_DATA_DIRECTORY },
      event: { type: 'string', default: '{}' },
      async: { type: 'boolean', default: false },
    },
  });
  const [typed, ...more] = positionals;
  if (typed === undefined || more.length > 0) {
    throw new UsageError('Name one function: local-cloud invoke <function>');
  }
  const event = await readEvent(values.event);
  const client = await administratorClient(resolve(values.data));
  const name = namedOne('function', typed, await functionNames(client));
  const response = await client.lambda(`/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: 'POST',
    headers: {
      'x-amz-invocation-type': values.async ? 'Event' : 'RequestResponse',
      'x-amz-log-type': values.async ? 'None' : 'Tail',
    },
    body: event,
  });
  const log = response.headers.get('x-amz-log-result');
  if (log !== null) process.stderr.write(Buffer.from(log, 'base64'));
  const payload = await response.text();
  if (payload !== '') process.stdout.write(`${payload}\n`);
  const failure = response.headers.get('x-amz-function-error');
  if (failure !== null) throw new Error(`The function ${name} failed: ${failure}`);
}

/** The JSON of `--event`: as it is written, of the file behind `@`, or for `-` what comes in. */
async function readEvent(event: string): Promise<string> {
  const json =
    event === '-'
      ? await text(process.stdin)
      : event.startsWith('@')
        ? await readFile(event.slice(1), 'utf8').catch((cause: unknown) => {
            throw new UsageError(`The event cannot be read: ${String(cause)}`, { cause });
          })
        : event;
  try {
    JSON.parse(json);
  } catch (cause) {
    throw new UsageError(`The event is no JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
  return json;
}
