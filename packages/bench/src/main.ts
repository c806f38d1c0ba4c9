import { benchChain } from './chain/chain.ts';
import { benchDynamoDb } from './dynamodb/dynamodb.ts';

const SUITES: Readonly<Record<string, (print: (line: string) => void) => Promise<void>>> = {
  chain: (print) => benchChain(print),
  dynamodb: (print) => benchDynamoDb([1_000, 100_000], print),
};

/** npm run bench [-- <suite> ...]: runs the named suites, or all of them. */
async function main(names: readonly string[]): Promise<void> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const name of names.length > 0 ? names : Object.keys(SUITES)) {
    const suite = Object.hasOwn(SUITES, name) ? SUITES[name] : undefined;
    if (suite === undefined)
      throw new Error(`There is no suite ${name}. There are: ${Object.keys(SUITES).join(', ')}.`);
    await suite(print);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
