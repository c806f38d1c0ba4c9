import { createHash } from 'node:crypto';
import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import { type FunctionConfiguration, runtimeFamily } from '../function-record.ts';
import type { RuntimeVersion } from '../platform-log.ts';
import type { PythonInstallation } from '../python/python-installation.ts';
import { pythonProcess } from '../python/python-process.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { spareThreads } from './spare-threads.ts';
import { threadHost } from './thread-host.ts';

/** The runtimes of this machine, in which the environments of functions run. */
export interface Runtimes {
  /**
   * The runtime of a new environment, which has the variables given. Throws AwsError when this machine has none
   * for the function.
   */
  start(configuration: FunctionConfiguration, variables: Readonly<Record<string, string>>): RuntimeHost;
  /** Makes a start for such a function come sooner. */
  prepare(configuration: Pick<FunctionConfiguration, 'runtime' | 'memorySize'>): void;
  version(runtime: string): RuntimeVersion;
  close(): Promise<void>;
}

/** `notice` hears once for each text what is different from the declared runtime. */
export function machineRuntimes(needs: {
  readonly account: Account;
  /** The file of the Node runtime. */
  readonly nodeRuntime: string;
  /** The folder of the Python runtime. */
  readonly pythonRuntime: string;
  readonly python: () => PythonInstallation | undefined;
  readonly notice: (text: string, hint?: string) => void;
}): Runtimes {
  const threads = spareThreads(needs.nodeRuntime);

  function startPython(
    { runtime, memorySize }: FunctionConfiguration,
    variables: Readonly<Record<string, string>>,
  ): RuntimeHost {
    const python = needs.python();
    if (python === undefined) {
      throw new AwsError(
        'ServiceException',
        `Functions that declare ${runtime} need python3, which is not on the search path of this machine.`,
        500,
      );
    }
    if (python.sdkModules.boto3 === undefined) {
      needs.notice(
        "Functions with a Python runtime have no boto3: this machine's Python has none to share.",
        `Install it there (${python.executable} -m pip install boto3), or bundle it with the function.`,
      );
    }
    const { executable } = python;
    return pythonProcess({ executable, runtimeFolder: needs.pythonRuntime, variables, memorySize });
  }

  /** Once for each runtime: a function may use what this machine's does not have yet. */
  function tellVersion(declared: string): void {
    const { actual } = version(declared);
    // `Node v20.20.0` stands for nodejs20.x, `Python 3.11.7` for python3.11.
    const wanted = Number(/(\d+)(?:\.x)?$/.exec(declared)?.[1]);
    const [, name, own] = /^(Node v|Python 3\.)(\d+)/.exec(actual) ?? [];
    if (wanted <= Number(own)) return;
    needs.notice(
      `Functions that declare ${declared} run on this machine's ${name?.replace(' v', ' ')}${own}.`,
    );
  }

  function version(declared: string): RuntimeVersion {
    const { partition, region } = needs.account;
    const python = runtimeFamily(declared) === 'python';
    const actual = python ? `Python ${needs.python()?.version}` : `Node ${process.version}`;
    const digest = createHash('sha256').update(`${declared} ${actual}`).digest('hex');
    return { declared, actual, arn: `arn:${partition}:lambda:${region}::runtime:${digest}` };
  }

  return {
    version,
    start(configuration, variables) {
      tellVersion(configuration.runtime);
      return runtimeFamily(configuration.runtime) === 'python'
        ? startPython(configuration, variables)
        : threadHost(threads.take(configuration.memorySize));
    },
    prepare({ runtime, memorySize }) {
      if (runtimeFamily(runtime) === 'nodejs') threads.prepare(memorySize);
    },
    close: () => threads.close(),
  };
}
