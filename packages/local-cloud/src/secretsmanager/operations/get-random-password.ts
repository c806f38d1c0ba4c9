import { randomPassword } from '../random-password.ts';
import type { SecretOperation } from '../secret-call.ts';

export const getRandomPassword: SecretOperation = async ({ input, caller, sources }) => {
  caller.authorize({ action: 'secretsmanager:GetRandomPassword', resource: '*' });
  const excluded = (['lowercase', 'uppercase', 'numbers', 'punctuation'] as const).filter(
    (kind) => input.flag(`Exclude${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`) === true,
  );
  const RandomPassword = randomPassword(sources, {
    length: input.integer('PasswordLength', 1, 4096),
    excludeCharacters: input.optionalText('ExcludeCharacters'),
    excluded,
    includeSpace: input.flag('IncludeSpace') === true,
    requireEachIncludedType: input.flag('RequireEachIncludedType') ?? true,
  });
  return { RandomPassword };
};
