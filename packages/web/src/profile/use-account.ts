import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSession } from '../session/session.ts';
import { type Account, type CognitoAccount, CognitoError, createCognitoAccount } from './cognito-account.ts';

export const ACCOUNT_KEY: readonly string[] = ['account'];

export function useCognitoAccount(): CognitoAccount {
  const session = useSession();
  return useMemo(() => createCognitoAccount(session), [session]);
}

export function useAccount(): UseQueryResult<Account> {
  const account = useCognitoAccount();
  return useQuery({
    queryKey: ACCOUNT_KEY,
    queryFn: ({ signal }) => account.read(signal),
    retry: (count, error) => !(error instanceof CognitoError) && count < 3,
  });
}
