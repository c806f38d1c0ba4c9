import type { Node } from 'constructs';

/** What an operator may choose, as CDK context: `-c domainPrefix=our-tasks`, or cdk.json. */
export interface Settings {
  readonly web: WebSettings;
  /** The prefix of the hosted sign-in pages' domain; `taskyard-<account id>` when undefined. */
  readonly domainPrefix: string | undefined;
  /** Whether the app client may use OAuth's implicit grant, which shows tokens in the address bar. */
  readonly implicitGrant: boolean;
  /**
   * Whether the API also takes access tokens from a sign-in through Cognito's own API (InitiateAuth). Those carry
   * `aws.cognito.signin.user.admin` and no scope of a module, so they may do all that the person may.
   */
  readonly passwordTokens: boolean;
  /**
   * What the people API lets through before it answers 429, for all callers together. The default is half of what
   * an account has for all its APIs.
   */
  readonly requestsPerSecond: number;
  /** What the automation API lets through of one person's programs before it answers 429. */
  readonly programRequestsPerSecond: number;
  /** Turns on deletion protection of the user pool and tables, and termination protection of the stacks. */
  readonly protectData: boolean;
  /** Whether user pool and tables stay when their stack is destroyed. */
  readonly retainData: boolean;
}

/** Where the web application is served: by a distribution of the stack, or elsewhere, at a URL without a slash at its end. */
export type WebSettings =
  | { readonly hosted: true; readonly domain: CustomDomain | undefined }
  | { readonly hosted: false; readonly url: string };

/** A name of the operator's own for the site, which leads to the distribution. */
export interface CustomDomain {
  readonly name: string;
  /** A certificate of ACM for it, in us-east-1. */
  readonly certificateArn: string;
}

/** Reads the settings from the context of the app. Throws a sentence that names a setting that is wrong. */
export function readSettings(node: Node): Settings {
  return {
    web: readWeb(node),
    domainPrefix: readDomainPrefix(text(node, 'domainPrefix')),
    implicitGrant: flag(node, 'implicitGrant', false),
    passwordTokens: flag(node, 'passwordTokens', false),
    requestsPerSecond: wholeNumber(node, 'requestsPerSecond', 5_000, 10_000),
    programRequestsPerSecond: wholeNumber(node, 'programRequestsPerSecond', 100, 2_500),
    protectData: flag(node, 'protectData', false),
    retainData: flag(node, 'retainData', true),
  };
}

function text(node: Node, name: string): string | undefined {
  const value: unknown = node.tryGetContext(name);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new Error(`The setting ${name} must be text`);
  return value;
}

/** The command line gives text where a file gives a boolean. */
function flag(node: Node, name: string, otherwise: boolean): boolean {
  const value: unknown = node.tryGetContext(name);
  if (value === undefined || value === null) return otherwise;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Error(`The setting ${name} must be true or false`);
}

function wholeNumber(node: Node, name: string, otherwise: number, max: number): number {
  const value: unknown = node.tryGetContext(name);
  if (value === undefined || value === null) return otherwise;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= max) return number;
  throw new Error(`The setting ${name} must be a whole number from 1 to ${max}`);
}

function readWeb(node: Node): WebSettings {
  const given = text(node, 'webUrl');
  const certificateArn = text(node, 'certificateArn');
  if (!flag(node, 'web', true)) {
    return { hosted: false, url: readWebUrl(given ?? 'http://localhost:4567').href.replace(/\/$/, '') };
  }
  if (given === undefined && certificateArn === undefined) return { hosted: true, domain: undefined };
  if (given === undefined || certificateArn === undefined) {
    throw new Error(
      'The settings webUrl and certificateArn go together; with web=false, webUrl is where the application is served otherwise',
    );
  }
  const url = readWebUrl(given);
  if (url.protocol !== 'https:' || url.pathname !== '/' || url.port !== '') {
    throw new Error('The setting webUrl must be https://<name> for a distribution to answer to it');
  }
  return { hosted: true, domain: { name: url.hostname, certificateArn } };
}

function readWebUrl(value: string): URL {
  if (!URL.canParse(value)) throw new Error(`The setting webUrl is not a URL: ${value}`);
  const url = new URL(value);
  const local = url.protocol === 'http:' && url.hostname === 'localhost';
  if (url.protocol !== 'https:' && !local) {
    throw new Error('The setting webUrl must be https; Cognito takes http for localhost only');
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new Error('The setting webUrl must have no query, fragment or user');
  }
  return url;
}

function readDomainPrefix(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value) || /aws|amazon|cognito/.test(value)) {
    throw new Error(
      'The setting domainPrefix must be 1 to 63 small letters, digits and inner hyphens, without aws, amazon or cognito',
    );
  }
  return value;
}
