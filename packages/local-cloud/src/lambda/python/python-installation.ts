import { spawnSync } from 'node:child_process';

/** The Python of this machine. */
export interface PythonInstallation {
  /** Absolute path. */
  readonly executable: string;
  /** Such as `3.11.7`. */
  readonly version: string;
  /** Folders and files of the AWS SDK for Python and of what it needs, by the name they are imported by. */
  readonly sdkModules: Readonly<Record<string, string>>;
}

/** What Lambda's Python runtimes bring along, so that functions need not bundle it. */
const SDK_MODULES = ['boto3', 'botocore', 's3transfer', 'jmespath', 'dateutil', 'urllib3', 'six'];

const PROBE = `
import importlib.util, json, os, platform, sys
assert sys.version_info >= (3, 9)
def place(name):
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None: return None
    return os.path.dirname(spec.origin) if spec.submodule_search_locations else spec.origin
modules = {name: place(name) for name in json.loads(sys.argv[1])}
found = {name: path for name, path in modules.items() if path}
print(json.dumps({"executable": sys.executable, "version": platform.python_version(), "sdkModules": found}))
`;

/** The `python3` (3.9 or later) that stands first on the search path; undefined when there is none. */
export function findPython(
  searchPath: string | undefined = process.env.PATH,
): PythonInstallation | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', PROBE, JSON.stringify(SDK_MODULES)], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, PATH: searchPath },
  });
  if (status !== 0) return undefined;
  const installation: PythonInstallation = JSON.parse(stdout);
  return installation.executable === '' ? undefined : installation;
}
