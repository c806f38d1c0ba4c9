import { ACCOUNT_CONCURRENCY, reservedInAll } from '../account-concurrency.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { json } from '../wire.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const CODE_LIMITS = {
  TotalCodeSize: 80_530_636_800,
  CodeSizeUnzipped: 262_144_000,
  CodeSizeZipped: 52_428_800,
};

export const getAccountSettings: LambdaOperation = async (call) => {
  call.caller.authorize({ action: 'lambda:GetAccountSettings', resource: '*' });
  const functions = call.functions.list();
  const configurations = functions.flatMap((record) => [record, ...Object.values(record.versions)]);
  const sizes = configurations.map(({ code }) => (code.kind === 'upload' ? code.size : 0));
  return json(
    200,
    {
      AccountLimit: {
        ...CODE_LIMITS,
        ConcurrentExecutions: ACCOUNT_CONCURRENCY,
        UnreservedConcurrentExecutions: ACCOUNT_CONCURRENCY - reservedInAll(functions),
      },
      AccountUsage: {
        TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0),
        FunctionCount: functions.length,
      },
    },
    call.request,
  );
};
