/** What the application must know of the deployment that it belongs to; `/config.json`. */
export interface AppConfig {
  /** The people API with its stage. */
  readonly apiUrl: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** The base of the hosted sign-in pages, without a slash at its end. */
  readonly signInUrl: string;
  readonly issuer: string;
  /** Where this application is served, without a slash at its end. */
  readonly webUrl: string;
}

const NAMES: readonly (keyof AppConfig)[] = [
  'apiUrl',
  'userPoolId',
  'clientId',
  'signInUrl',
  'issuer',
  'webUrl',
];

/** Checks what `/config.json` answered. Throws when a part is missing. */
export function readAppConfig(json: unknown): AppConfig {
  const members: Partial<Record<keyof AppConfig, unknown>> =
    typeof json === 'object' && json !== null ? json : {};
  const entries = NAMES.map((name) => {
    const value = members[name];
    if (typeof value !== 'string' || value === '') throw new Error(`config.json has no ${name}`);
    return [name, value];
  });
  return Object.fromEntries(entries) as unknown as AppConfig;
}

/** Asks for the configuration. */
export async function loadAppConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return readAppConfig(await response.json());
}
