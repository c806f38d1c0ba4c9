/** Whether a file is meant; `path` is relative, with slashes. */
export type FileFilter = (path: string) => boolean;

/**
 * Filters as `aws s3 sync` has them: everything is meant, until the last pattern that matches excludes it. `*` and `?`
 * also stand for slashes, `[...]` for one of some characters.
 *
 * https://docs.aws.amazon.com/cli/latest/reference/s3/#use-of-exclude-and-include-filters
 */
export function fileFilter(exclude: readonly string[], include: readonly string[]): FileFilter {
  const rules = [
    ...exclude.map((pattern) => ({ matches: patternOf(pattern), meant: false })),
    ...include.map((pattern) => ({ matches: patternOf(pattern), meant: true })),
  ];
  return (path) => rules.findLast(({ matches }) => matches.test(path))?.meant ?? true;
}

function patternOf(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\[(!?)([^\]]+)\]|(\*+)|(\?)|([\s\S])/g,
    (_found, not?: string, characters?: string, star?: string, one?: string, other?: string) => {
      if (characters !== undefined) {
        return `[${not === '' ? '' : '^'}${characters.replaceAll(/[\\^[\]]/g, '\\$&')}]`;
      }
      if (star !== undefined) return '[\\s\\S]*';
      if (one !== undefined) return '[\\s\\S]';
      return (other ?? '').replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    },
  );
  return new RegExp(`^${source}$`);
}
