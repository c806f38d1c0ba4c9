import type { Shape } from './shape.ts';
import { validationError } from './validation-error.ts';

/** A member that is known and not emulated: whoever sends it is told so. */
export function notEmulated(name: string): Shape<never> {
  return {
    read: () => {
      throw validationError(`${name} is not supported by the local cloud`);
    },
  };
}
