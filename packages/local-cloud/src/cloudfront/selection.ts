/** Which headers, cookies or query parameters are meant. Names of headers are in lower case. */
export interface Selection {
  readonly behavior: 'none' | 'all' | 'these' | 'all but these';
  readonly names: readonly string[];
}

export const NONE: Selection = { behavior: 'none', names: [] };
export const ALL: Selection = { behavior: 'all', names: [] };

export function these(...names: readonly string[]): Selection {
  return { behavior: 'these', names };
}

export function allBut(...names: readonly string[]): Selection {
  return { behavior: 'all but these', names };
}

export function selects({ behavior, names }: Selection, name: string): boolean {
  switch (behavior) {
    case 'none':
      return false;
    case 'all':
      return true;
    case 'these':
      return names.includes(name);
    case 'all but these':
      return !names.includes(name);
  }
}
