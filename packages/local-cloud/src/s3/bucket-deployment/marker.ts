/** Values that are only known when a template is deployed, by the marks that stand for them in files. */
export type Markers = Readonly<Record<string, unknown>>;

export interface MarkerSettings {
  /** Whether values are put between the quotes of a JSON text. */
  readonly jsonEscape: boolean;
  /** How the values of single marks are written. */
  readonly encodings: Readonly<Record<string, unknown>>;
}

/** The text with each mark replaced. Throws Error for a value that cannot be written as wanted. */
export function replaceMarkers(text: string, markers: Markers, settings: MarkerSettings): string {
  let replaced = text;
  for (const [mark, value] of Object.entries(markers)) {
    replaced = replaced.replaceAll(mark, () => encoded(mark, value, settings));
  }
  return replaced;
}

function encoded(mark: string, value: unknown, { jsonEscape, encodings }: MarkerSettings): string {
  const own = Object.hasOwn(encodings, mark) ? encodings[mark] : undefined;
  const encoding = own ?? (jsonEscape ? 'UNQUOTED_JSON_VALUE' : 'LITERAL');
  const json = JSON.stringify(value);
  switch (encoding) {
    case 'LITERAL':
      return literal(mark, value);
    case 'UNQUOTED_JSON_VALUE':
      return typeof value === 'string' ? json.slice(1, -1) : json;
    case 'JSON_VALUE':
      return json;
    case 'YAML_STRING':
      return isPlainYaml(literal(mark, value)) ? literal(mark, value) : json;
    default:
      throw new Error(`The encoding ${String(encoding)} of the mark ${mark} is not known.`);
  }
}

function literal(mark: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error(`The mark ${mark} must stand for a text.`);
}

/** What YAML reads as a text without quotes. */
function isPlainYaml(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]*$/.test(text) && !/^(?:y|n|yes|no|true|false|on|off|null)$/i.test(text);
}
