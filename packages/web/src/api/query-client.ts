import { QueryClient } from '@tanstack/react-query';
import { isWorthRetrying, retryDelay } from './retry.ts';

const FRESH_MS = 20_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: isWorthRetrying,
        retryDelay,
        staleTime: FRESH_MS,
        gcTime: Number.POSITIVE_INFINITY,
      },
      mutations: { retry: isWorthRetrying, retryDelay, gcTime: 0 },
    },
  });
}
