import { expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../../aws/sources.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { mailBox } from './mail-box.ts';
import { maskedAddress } from './masked-address.ts';

const message = (to: string, subject: string) => ({
  to,
  subject,
  body: `Code ${subject}`,
  code: subject,
  medium: 'EMAIL' as const,
  poolId: 'us-east-1_Pool00000',
});

it('keeps messages newest first, by address in any case, also after a restart', async () => {
  const store = memoryStore();
  let now = 1_800_000_000_000;
  const sources = { ...SYSTEM_SOURCES, now: () => now };
  const box = await mailBox(store, sources);
  await box.deliver(message('fay@example.com', '1'));
  await box.deliver(message('FAY@example.com', '2'));
  now += 60_000;
  await box.deliver(message('fay@example.co', '3'));
  await box.deliver(message('fay@example.com', '4'));
  const subjects = async (filter?: Parameters<typeof box.messages>[0]): Promise<string> =>
    (await (await mailBox(store, sources)).messages(filter)).map(({ subject }) => subject).join('');
  expect(await subjects()).toBe('4321');
  expect(await subjects({ limit: 2 })).toBe('43');
  expect(await subjects({ to: 'Fay@Example.com' })).toBe('421');
  expect(await subjects({ to: 'fay@example.com', limit: 1 })).toBe('4');
  expect(await subjects({ to: 'fay@example' })).toBe('');
  const [newest] = await box.messages();
  expect(newest).toMatchObject({ code: '4', sentAt: '2027-01-15T08:01:00.000Z' });
  await box.clear();
  expect(await subjects()).toBe('');
});

it.each([
  ['fay@example.com', 'f***@e***'],
  ['+15551234567', '+*******4567'],
])('shows of %s only %s', (address, masked) => {
  expect(maskedAddress(address)).toBe(masked);
});
