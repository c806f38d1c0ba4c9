import { createTransport } from 'nodemailer';
import type { Journal } from '../../journal/journal.ts';
import { maskedAddress } from './masked-address.ts';

/** A mail server that messages are passed on to. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection begins with TLS (`smtps:`). */
  readonly secure: boolean;
  /** Whether it is on this machine, so that the connection need not be encrypted. */
  readonly isHere: boolean;
  readonly login?: { readonly user: string; readonly pass: string };
}

export interface RelayedMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** Markup where it holds a tag, as Cognito's templates may. */
  readonly body: string;
}

/** Passes mail on. What cannot be passed on is said in the journal and nowhere else. */
export interface MailRelay {
  /** Returns at once. Never throws. */
  pass(mail: RelayedMail): void;
  /** Waits a moment for what is on its way. */
  close(): Promise<void>;
}

/** More than these wait only where the server hangs. */
const CAPACITY = 1000;
const PATIENCE = 5000;
const GRACE = 2000;

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/**
 * Reads `smtp://127.0.0.1:1025` or `smtps://user:password@mail.example.com`; the port is 25 or 465 unless
 * given. Throws Error when the text is not of that form; the message does not repeat it, for its password.
 */
export function smtpServer(address: string): SmtpServer {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const secure = url?.protocol === 'smtps:';
  const hasMore = url && (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname));
  if (url === undefined || (!secure && url.protocol !== 'smtp:') || url.hostname === '' || hasMore) {
    throw new Error('A mail server is named as smtp://127.0.0.1:1025 or smtps://user:password@host.');
  }
  const user = decodeURIComponent(url.username);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    isHere: LOOPBACK.includes(host),
    port: Number(url.port) || (secure ? 465 : 25),
    secure,
    ...(user === '' ? {} : { login: { user, pass: decodeURIComponent(url.password) } }),
  };
}

/** How people read the server's address: without its login. */
function shown({ host, port, secure }: SmtpServer): string {
  return `${secure ? 'smtps' : 'smtp'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Passes mail on by SMTP (RFC 5321). A server elsewhere must speak TLS, for the codes in the messages and
 * the login; one on this machine need not.
 */
export function smtpRelay(server: SmtpServer, journal: Journal): MailRelay {
  const { host, port, secure, isHere, login } = server;
  const transport = createTransport({
    pool: true,
    maxConnections: 2,
    host,
    port,
    secure,
    requireTLS: !secure && !isHere,
    // Test servers offer STARTTLS with a certificate of their own making.
    ignoreTLS: isHere,
    allowInternalNetworkInterfaces: true,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    dnsTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(login ? { auth: login } : {}),
  });
  const onTheWay = new Set<Promise<void>>();

  function failed({ to, subject }: RelayedMail, reason: string): void {
    journal.write({
      source: 'cognito',
      outcome: 'failed',
      rule: `mail relay ${shown(server)}`,
      text: `The mail "${subject}" to ${maskedAddress(to)} was not passed on: ${reason}`,
      hint: 'It stands in /_local/mail all the same.',
    });
  }

  async function send(mail: RelayedMail): Promise<void> {
    try {
      await transport.sendMail({
        from: mail.from,
        // As an object the address is one address, whatever stands in it.
        to: { name: '', address: mail.to },
        subject: mail.subject,
        ...(/<[a-z][^>]*>/i.test(mail.body) ? { html: mail.body } : { text: mail.body }),
      });
    } catch (error) {
      failed(mail, error instanceof Error ? error.message : String(error));
    }
  }

  return {
    pass(mail) {
      if (onTheWay.size >= CAPACITY) return failed(mail, `${CAPACITY} others wait for the server.`);
      const sent = send(mail).finally(() => onTheWay.delete(sent));
      onTheWay.add(sent);
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GRACE);
      });
      await Promise.race([Promise.all(onTheWay), grace]);
      clearTimeout(timer);
      transport.close();
      await Promise.all(onTheWay);
    },
  };
}
