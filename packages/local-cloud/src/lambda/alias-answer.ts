import type { Account } from '../aws/account.ts';
import { type Alias, type FunctionRecord, functionArn } from './function-record.ts';

/** An alias in the form in which GetAlias answers it. */
export function aliasAnswer(account: Account, record: FunctionRecord, name: string, alias: Alias): object {
  const { routing } = alias;
  return {
    AliasArn: functionArn(account, record.name, name),
    Name: name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revisionId,
    ...(routing === undefined
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: { [routing.version]: routing.weight } } }),
  };
}
