import { parseArgs } from 'node:util';
import { benchChain } from './chain/chain.ts';
import { benchDynamoDb } from './dynamodb/dynamodb.ts';
import { benchGrowth } from './dynamodb/growth.ts';
import { benchFirstLoad } from './first-load/first-load.ts';
import { benchFunctions } from './functions/functions.ts';
import { benchS3 } from './s3/s3.ts';
import { soak } from './soak/soak.ts';
import { benchTaskCost } from './tasks/cost.ts';

type Suite = (print: (line: string) => void, settings: Settings) => Promise<void>;

interface Settings {
  readonly minutes: number;
  /** Requests a second. */
  readonly rate: number;
}

const BENCHMARKS: Readonly<Record<string, Suite>> = {
  chain: (print) => benchChain(print),
  functions: (print) => benchFunctions(print),
  'task-cost': (print) => benchTaskCost([100, 10_000, 1_000_000], print),
  s3: (print) => benchS3(1024, print),
  'first-load': (print) => benchFirstLoad(print),
  dynamodb: (print) => benchDynamoDb([1_000, 100_000], print),
  growth: (print) => benchGrowth([1_000, 100_000, 1_000_000], print),
};

const SUITES: Readonly<Record<string, Suite>> = {
  ...BENCHMARKS,
  soak: (print, { minutes, rate }) => soak({ minutes, requestsPerSecond: rate, idleMs: 20_000 }, print),
};

/**
 * npm run bench [-- <suite> ...]: runs the named suites, or all benchmarks.
 * npm run bench -- soak [--minutes 10] [--rate 20]: a steady load that must leave nothing behind.
 */
async function main(args: readonly string[]): Promise<void> {
  const { positionals: names, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '20' } },
  });
  const settings = { minutes: Number(values.minutes), rate: Number(values.rate) };
  if (!(settings.minutes > 0 && settings.rate > 0))
    throw new Error('--minutes and --rate are numbers above 0.');
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
    const suite = Object.hasOwn(SUITES, name) ? SUITES[name] : undefined;
    if (suite === undefined)
      throw new Error(`There is no suite ${name}. There are: ${Object.keys(SUITES).join(', ')}.`);
    await suite(print, settings);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
