import { operationTable } from 'virtual:operation-table';
import { type Client, createTableClient } from '@taskyard/client';
import { createContext, useContext } from 'react';
import type { Session } from '../session/session.ts';
import type { Connection } from './connection.ts';

/** The most that a browser sends on after its page is gone. */
const KEEPALIVE_BYTES = 60_000;

/**
 * The API's client of this session. A refused token is renewed once and the call made again; what was sent goes
 * through even when the page is closed meanwhile.
 */
export function createApiClient(session: Session, connection: Connection): Client {
  const send: typeof fetch = async (input, init = {}) => {
    const body = typeof init.body === 'string' ? init.body : '';
    const keepalive = init.method !== 'GET' && body.length * 3 < KEEPALIVE_BYTES;
    const request = { ...init, keepalive, cache: 'no-store' } satisfies RequestInit;
    const answer = await orLost(fetch(input, request));
    if (answer.status !== 401) return answer;
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${await orLost(session.renewedToken())}`);
    const second = await orLost(fetch(input, { ...request, headers }));
    return second.status === 401 ? session.end() : second;
  };
  const orLost = async <Result>(sent: Promise<Result>): Promise<Result> => {
    try {
      return await sent;
    } catch (error) {
      if (error instanceof TypeError) connection.lost();
      throw error;
    }
  };
  return createTableClient(operationTable, {
    // Queries and the outbox try again themselves, where the person can see it.
    retries: 0,
    baseUrl: session.config.apiUrl,
    token: () => orLost(session.accessToken()),
    fetch: send,
  });
}

export const ApiContext: React.Context<Client | undefined> = createContext<Client | undefined>(undefined);

export function useApi(): Client {
  const client = useContext(ApiContext);
  if (client === undefined) throw new Error('There is no API here');
  return client;
}
