import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JournalEntry } from '../../journal/journal.ts';
import { type MailRelay, smtpRelay, smtpServer } from './smtp-relay.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  while (closers.length > 0) await closers.pop()?.();
});

/** A mail server that keeps what it is sent. */
async function receiver(
  options: SMTPServerOptions = {},
): Promise<{ address: string; mail: Received[]; logins: string[] }> {
  const mail: Received[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, done) {
      logins.push(`${username}:${password}`);
      done(undefined, { user: username });
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mail.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, mail, logins };
}

function relayTo(address: string): { relay: MailRelay; journal: JournalEntry[] } {
  const journal: JournalEntry[] = [];
  const relay = smtpRelay(smtpServer(address), { write: (entry) => void journal.push(entry) });
  closers.push(() => relay.close());
  return { relay, journal };
}

const mail = {
  from: 'Taskyard <no-reply@taskyard.example>',
  to: 'ann@example.com',
  subject: 'Your verification code',
  body: 'Your confirmation code is 123456.',
};

describe('a mail server is named', () => {
  it.each([
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, secure: false, isHere: true }],
    ['smtp://localhost', { host: 'localhost', port: 25, secure: false, isHere: true }],
    ['smtp://[::1]:1025/', { host: '::1', port: 1025, secure: false, isHere: true }],
    ['smtps://mail.example.com', { host: 'mail.example.com', port: 465, secure: true, isHere: false }],
    [
      'smtps://a%40b:p%3A%2F@mail.example.com:2465',
      {
        host: 'mail.example.com',
        port: 2465,
        secure: true,
        isHere: false,
        login: { user: 'a@b', pass: 'p:/' },
      },
    ],
  ])('as %s', (address, server) => {
    expect(smtpServer(address)).toEqual(server);
  });

  it.each([
    '',
    '127.0.0.1:1025',
    'http://localhost:1025',
    'smtp://',
    'smtp://localhost/inbox',
    'smtp://localhost?tls=no',
    'smtp://a:secret@',
  ])('not as %j, which is not repeated', (address) => {
    expect(() => smtpServer(address)).toThrow(/^A mail server is named as/);
  });
});

describe('mail', () => {
  it('is passed on, from the pool’s sender, as text or as markup', async () => {
    const { address, mail: received, logins } = await receiver();
    const { relay, journal } = relayTo(`smtp://${address}`);
    relay.pass(mail);
    await vi.waitFor(() => expect(received).toHaveLength(1), 10_000);
    relay.pass({ ...mail, body: '<b>123456</b>' });
    await vi.waitFor(() => expect(received).toHaveLength(2), 10_000);
    const [text, markup] = received;
    expect(text).toMatchObject({ from: 'no-reply@taskyard.example', to: ['ann@example.com'] });
    expect(text?.text).toMatch(/^From: Taskyard <no-reply@taskyard\.example>$/m);
    expect(text?.text).toMatch(/^Subject: Your verification code$/m);
    expect(text?.text).toContain('Content-Type: text/plain');
    expect(text?.text).toContain('Your confirmation code is 123456.');
    expect(markup?.text).toContain('Content-Type: text/html');
    expect(journal).toEqual([]);
    expect(logins).toEqual([]);
  });

  it('goes to one address and has no header that its text makes up', async () => {
    const { address, mail: received } = await receiver();
    const { relay } = relayTo(`smtp://${address}`);
    relay.pass({ ...mail, subject: 'Code\r\nBcc: eve@example.com\r\n\r\nHello' });
    relay.pass({ ...mail, to: 'ann@example.com, eve@example.com' });
    await relay.close();
    expect(received.flatMap(({ to }) => to)).not.toContain('eve@example.com');
    expect(received.map(({ text }) => text).join()).not.toMatch(/^Bcc:/m);
  });

  it('is sent with the login of the address', async () => {
    const { address, logins } = await receiver({ allowInsecureAuth: true, authMethods: ['PLAIN'] });
    const { relay, journal } = relayTo(`smtp://ann:p%40ss@${address}`);
    relay.pass(mail);
    await relay.close();
    expect({ logins, journal }).toEqual({ logins: ['ann:p@ss'], journal: [] });
  });

  it('that is refused is explained in the journal, without its code, its address or the login', async () => {
    const { address } = await receiver({
      allowInsecureAuth: true,
      onRcptTo: (_address, _session, done) => done(new Error('no such mailbox')),
    });
    const { relay, journal } = relayTo(`smtp://ann:secret-7@${address}`);
    relay.pass(mail);
    await relay.close();
    expect(journal).toMatchObject([{ outcome: 'failed', rule: `mail relay smtp://${address}` }]);
    expect(journal[0]?.text).toMatch(/no such mailbox/);
    expect(JSON.stringify(journal)).not.toMatch(/secret-7|123456|ann@example\.com/);
  });

  it('for a server that is not there is explained, and for one that hangs ends with the cloud', async () => {
    const closed = await receiver();
    await closers.pop()?.();
    const nowhere = relayTo(`smtp://${closed.address}`);
    nowhere.relay.pass(mail);
    await nowhere.relay.close();
    expect(nowhere.journal[0]?.text).toMatch(/was not passed on: .*ECONNREFUSED/);

    const hanging = await receiver({ onMailFrom: () => {} });
    const { relay, journal } = relayTo(`smtp://${hanging.address}`);
    relay.pass(mail);
    await relay.close();
    expect(journal).toMatchObject([{ outcome: 'failed' }]);
  });

  it('does not leave this machine in the clear', async () => {
    const { address, mail: received } = await receiver();
    const journal: JournalEntry[] = [];
    const server = { ...smtpServer(`smtp://${address}`), isHere: false };
    const relay = smtpRelay(server, { write: (entry) => void journal.push(entry) });
    relay.pass(mail);
    await relay.close();
    expect(received).toEqual([]);
    expect(journal[0]?.text).toMatch(/STARTTLS/);
  });
});
