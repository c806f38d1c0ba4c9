/** A browser as far as sign-in pages need one: it keeps cookies, fills forms and shows where it is sent. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends the form of that name on the page with `values` filled in, hidden fields included. */
  submit(page: Answer, formName: string, values: Record<string, string>): Promise<Answer>;
  post(url: string, body: string | URLSearchParams, headers?: Record<string, string>): Promise<Answer>;
  /** Follows redirects for as long as they stay on the pages. */
  follow(answer: Answer): Promise<Answer>;
}

export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly setCookies: readonly string[];
  readonly text: string;
  readonly location: string | undefined;
}

export function openBrowser(): Browser {
  const cookies = new Map<string, string>();

  async function send(url: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      url,
      status: response.status,
      headers: response.headers,
      setCookies,
      text: await response.text(),
      location: response.headers.get('location') ?? undefined,
    };
  }

  const browser: Browser = {
    cookies,
    get: (url, headers = {}) => send(url, { headers }),
    post: (url, body, headers = {}) =>
      send(url, {
        method: 'POST',
        body: String(body),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    submit: (page, formName, values) => {
      const form = formOf(page, formName);
      const action = new URL(form.action, page.url).href;
      return browser.post(action, new URLSearchParams({ ...form.hidden, ...values }), {
        origin: new URL(page.url).origin,
      });
    },
    follow: async (answer) => {
      let current = answer;
      while (current.location?.startsWith('/')) {
        current = await browser.get(new URL(current.location, current.url).href);
      }
      return current;
    },
  };
  return browser;
}

/** Where a form of the page goes and what it carries unseen. */
export function formOf(page: Answer, name: string): { action: string; hidden: Record<string, string> } {
  const markup = page.text
    .split('<form ')
    .slice(1)
    .find((part) => part.slice(0, part.indexOf('>')).includes(`name="${name}"`))
    ?.split('</form>')[0];
  if (markup === undefined) throw new Error(`The page has no form ${name}: ${page.status} ${page.text}`);
  const hidden: Record<string, string> = {};
  for (const [, field = '', value = ''] of markup.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
    hidden[field] = unescaped(value);
  }
  return { action: unescaped(/action="([^"]*)"/.exec(markup)?.[1] ?? ''), hidden };
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
