/** A page as a client without scripts sees it. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
}

/** The outcome of a step: a page, or the address of another origin that the client was sent to. */
export type Step =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'redirect'; readonly url: URL };

/** Follows links and sends forms with cookies, within the origin it began on. */
export interface CookieBrowser {
  /** `stayWithin` ends where the address is not below the one it began with. */
  open(url: URL): Promise<Step>;
  /** Sends the page's first form with these fields beside its hidden ones. */
  submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Step>;
}

const MAX_REDIRECTS = 10;

/** A browser with an empty cookie jar. Redirects to addresses that do not begin with `base` are not followed. */
export function cookieBrowser(base: string): CookieBrowser {
  const jar = new Map<string, string>();

  async function visit(url: URL, init: RequestInit): Promise<Step> {
    let next = url;
    let request = init;
    for (let count = 0; count < MAX_REDIRECTS; count += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(next, {
        ...request,
        redirect: 'manual',
        headers: {
          ...(request.headers as Record<string, string>),
          ...(cookie === '' ? {} : { Cookie: cookie }),
        },
      });
      for (const line of response.headers.getSetCookie()) keep(line);
      const location = response.headers.get('location');
      if (location === null) {
        return { kind: 'page', page: { url: next, status: response.status, html: await response.text() } };
      }
      await response.arrayBuffer();
      next = new URL(location, next);
      if (!next.href.startsWith(base)) return { kind: 'redirect', url: next };
      request = {};
    }
    throw new Error(`More than ${MAX_REDIRECTS} redirects from ${url}.`);
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    const gone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
    if (gone) jar.delete(name);
    else jar.set(name, pair.slice(equals + 1).trim());
  }

  return {
    open: (url) => visit(url, {}),
    submit(page, fields) {
      const { action, hidden } = firstForm(page.html);
      return visit(new URL(action ?? page.url.href, page.url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...hidden, ...fields }).toString(),
      });
    },
  };
}

/** The text of the first element with role="alert", without its markup. */
export function alertOf(html: string): string | undefined {
  const inner = /role="alert"[^>]*>(.*?)<\/(?:p|div)>/s.exec(html)?.[1];
  return inner === undefined ? undefined : decodeEntities(inner.replaceAll(/<[^>]*>/g, '')).trim();
}

function firstForm(html: string): { action: string | undefined; hidden: Record<string, string> } {
  const form = /<form\b([^>]*)>(.*?)<\/form>/s.exec(html);
  if (form === null) throw new Error('The page has no form.');
  const hidden: Record<string, string> = {};
  for (const [input] of (form[2] ?? '').matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(input, 'name');
    if (name !== undefined && attribute(input, 'type') === 'hidden')
      hidden[name] = attribute(input, 'value') ?? '';
  }
  return { action: attribute(form[1] ?? '', 'action'), hidden };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : decodeEntities(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
};

function decodeEntities(text: string): string {
  return text.replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
