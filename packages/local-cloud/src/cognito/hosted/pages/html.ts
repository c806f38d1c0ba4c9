/** What may stand in an `html` template: text, which is escaped, or markup that another template made. */
export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[];

/** Markup that is safe to send. Only the `html` template makes it. */
export class Html {
  readonly #markup: string;
  private constructor(markup: string) {
    this.#markup = markup;
  }
  static template(strings: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    let markup = strings[0] ?? '';
    for (const [index, value] of values.entries()) {
      const text = render(value);
      const rest = strings[index + 1] ?? '';
      const isEmptyLine = text === '' && markup.endsWith('\n') && rest.startsWith('\n');
      markup += text + (isEmptyLine ? rest.slice(1) : rest);
    }
    return new Html(markup);
  }
  toString(): string {
    return this.#markup;
  }
}

/**
 * Markup with values in it. Every value is escaped unless it is markup itself; `false` and `undefined` are
 * nothing, and take their line with them; lists are joined. Attributes must stand in double quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.template(strings, values);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
