/**
 * Whether a Host header names this machine: `localhost`, a name below it, or a loopback address.
 * Anything else is a page elsewhere that had its name resolved to 127.0.0.1 (DNS rebinding).
 */
export function isLocalHost(host: string | undefined): boolean {
  const name = hostName(host);
  return (
    name === 'localhost' || name.endsWith('.localhost') || LOOPBACK_NAMES.has(name) || STREAMING.test(name)
  );
}

/** As above, without the names below `localhost`, which belong to emulated services. */
export function isMachineHost(host: string | undefined): boolean {
  const name = hostName(host);
  return name === 'localhost' || LOOPBACK_NAMES.has(name);
}

/** Whether the peer of a connection is this machine. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

/** A Host header's name in lower case, without its port. */
export function hostName(host: string | undefined): string {
  return (host ?? '').toLowerCase().replace(/:\d+$/, '');
}

const LOOPBACK_NAMES = new Set(['127.0.0.1', '[::1]']);
/** The SDK's clients put this before the host when an answer is a stream. Nobody else can own such a name. */
const STREAMING = /^stream(?:ing)?-(?:localhost|127\.0\.0\.1)$/;
