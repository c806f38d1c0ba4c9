import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../aws/aws-error.ts';
import type { HostedBackend } from '../hosted-backend.ts';
import { type Answer, type Browser, formOf, openBrowser } from '../testing/browser.ts';
import { type FakeUser, fakeClient, PASSWORD, RIGHT_CODE } from '../testing/fake-backend.ts';
import { type PagesServer, startPages } from '../testing/pages-server.ts';
import { PAGE_STYLE_SOURCE } from './page-style.ts';

const CALLBACK = 'http://localhost:3000/callback';
const MARKUP = `"><script>alert('x')</script>&`;
let server: PagesServer;
let browser: Browser;

beforeEach(async () => {
  server = await startPages();
  server.backend.clients.set('web', fakeClient('web', { name: `Tasks ${MARKUP}` }));
  browser = openBrowser();
});
afterEach(() => server.close());

const query = new URLSearchParams({
  response_type: 'code',
  client_id: 'web',
  redirect_uri: CALLBACK,
  state: MARKUP,
});
const at = (path: string): Promise<Answer> => browser.get(`${server.base}${path}?${query}`);

/** The page after a right password. */
async function signedIn(next: FakeUser['next']): Promise<Answer> {
  const { username } = server.backend.addUser('ann@example.com', next === undefined ? {} : { next });
  return browser.follow(
    await browser.submit(await at('/login'), 'cognitoSignInForm', { username, password: PASSWORD }),
  );
}

async function signedUp(): Promise<Answer> {
  const sent = await browser.submit(await at('/signup'), 'signupform', {
    username: 'new@example.com',
    password: PASSWORD,
    'requiredAttributes[given_name]': 'New',
  });
  return browser.follow(sent);
}

async function forgotten(): Promise<Answer> {
  const { username } = server.backend.addUser('ann@example.com');
  return browser.follow(
    await browser.submit(await at('/forgotPassword'), 'forgotPasswordForm', { username }),
  );
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly autocomplete: string;
}

interface PageRow {
  readonly open: () => Promise<Answer>;
  readonly form: string;
  readonly heading: string;
  readonly fields: readonly Field[];
  readonly button: string;
  /** What sends the form well, and where that leads. */
  readonly right: Record<string, string>;
  readonly leadsTo: RegExp;
  /** The step of the pool that is made to fail. */
  readonly step: keyof HostedBackend;
  /** Forms that go no further, with what the page says of each. */
  readonly wrong: readonly [values: Record<string, string>, says: string][];
}

const APP = /^http:\/\/localhost:3000\/callback\?code=/;
const code: Field = { name: 'code', type: 'text', autocomplete: 'one-time-code' };
const newPassword: Field = { name: 'password', type: 'password', autocomplete: 'new-password' };
const again: Field = { ...newPassword, name: 'confirmPassword' };
const SHORT = { password: 'short', confirmPassword: 'short' };
const BOTH = { password: 'Another-horse-8', confirmPassword: 'Another-horse-8' };
const MISMATCH = 'Invalid verification code provided, please try again.';

const PAGES: Readonly<Record<string, PageRow>> = {
  login: {
    open: async () => {
      server.backend.addUser('ann@example.com');
      return at('/login');
    },
    form: 'cognitoSignInForm',
    heading: 'Sign in',
    fields: [
      { name: 'username', type: 'text', autocomplete: 'username' },
      { name: 'password', type: 'password', autocomplete: 'current-password' },
    ],
    button: 'signInSubmitButton',
    right: { username: ' ann@example.com ', password: PASSWORD },
    leadsTo: APP,
    step: 'authenticate',
    wrong: [
      [{ username: '', password: PASSWORD }, 'Type your sign-in name and your password.'],
      [{ username: 'ann@example.com' }, 'Type your sign-in name and your password.'],
      [{ username: 'ann@example.com', password: `${PASSWORD} ` }, 'Incorrect username or password.'],
    ],
  },
  signup: {
    open: () => at('/signup'),
    form: 'signupform',
    heading: 'Create your account',
    fields: [
      { name: 'username', type: 'email', autocomplete: 'username' },
      { name: 'requiredAttributes[given_name]', type: 'text', autocomplete: 'given-name' },
      newPassword,
    ],
    button: 'signUpButton',
    right: { username: 'a@example.com', password: PASSWORD, 'requiredAttributes[given_name]': 'Ann' },
    leadsTo: /\/confirmUser\?/,
    step: 'signUp',
    wrong: [
      [{ username: 'a@example.com', password: PASSWORD }, 'Fill in every field.'],
      [
        { username: 'a@example.com', password: 'short', 'requiredAttributes[given_name]': 'Ann' },
        'Password not long enough.',
      ],
    ],
  },
  confirmUser: {
    open: signedUp,
    form: 'confirmUserForm',
    heading: 'Confirm your account',
    fields: [code],
    button: 'confirm',
    right: { code: `${RIGHT_CODE.slice(0, 3)} ${RIGHT_CODE.slice(3)}` },
    leadsTo: APP,
    step: 'confirmSignUp',
    wrong: [
      [{ code: ' ' }, 'Type the code that you were sent.'],
      [{ code: '000000' }, MISMATCH],
    ],
  },
  forgotPassword: {
    open: async () => {
      server.backend.addUser('ann@example.com');
      return at('/forgotPassword');
    },
    form: 'forgotPasswordForm',
    heading: 'Forgot your password?',
    fields: [{ name: 'username', type: 'text', autocomplete: 'username' }],
    button: 'reset_my_password',
    right: { username: 'ann@example.com' },
    leadsTo: /\/confirmForgotPassword\?/,
    step: 'forgotPassword',
    wrong: [[{ username: '  ' }, 'Type your sign-in name.']],
  },
  confirmForgotPassword: {
    open: forgotten,
    form: 'confirmForgotPasswordForm',
    heading: 'Choose a new password',
    fields: [code, newPassword, again],
    button: 'reset_password',
    right: { code: RIGHT_CODE, ...BOTH },
    leadsTo: /\/login\?/,
    step: 'confirmForgotPassword',
    wrong: [
      [BOTH, 'Type the code that you were sent.'],
      [{ code: RIGHT_CODE }, 'Type a new password.'],
      [
        { code: RIGHT_CODE, ...BOTH, confirmPassword: 'Different-horse-9' },
        'The two passwords are not the same.',
      ],
      [{ code: RIGHT_CODE, ...SHORT }, 'Password not long enough.'],
      [{ code: '000000', ...BOTH }, MISMATCH],
    ],
  },
  mfa: {
    open: () => signedIn('totp'),
    form: 'mfaForm',
    heading: 'Enter your code',
    fields: [code],
    button: 'signInButton',
    right: { code: RIGHT_CODE },
    leadsTo: APP,
    step: 'answerTotp',
    wrong: [
      [{ code: '' }, 'Type the code that your app shows.'],
      [{ code: '000000' }, MISMATCH],
    ],
  },
  setupMfa: {
    open: () => signedIn('mfa-setup'),
    form: 'setupMfaForm',
    heading: 'Add an authenticator app',
    fields: [code],
    button: 'signInButton',
    right: { code: RIGHT_CODE },
    leadsTo: APP,
    step: 'answerMfaSetup',
    wrong: [
      [{ code: 'abc' }, 'Type the six digits that your app shows.'],
      [{ code: '000000' }, MISMATCH],
    ],
  },
  changePassword: {
    open: () => signedIn('new-password'),
    form: 'changePasswordForm',
    heading: 'Choose your password',
    fields: [newPassword, again],
    button: 'change_password',
    right: BOTH,
    leadsTo: APP,
    step: 'answerNewPassword',
    wrong: [
      [{}, 'Type a new password.'],
      [{ ...BOTH, confirmPassword: '' }, 'The two passwords are not the same.'],
      [SHORT, 'Password not long enough.'],
    ],
  },
};

/** The visible inputs of a page's form, in the order of the keyboard. */
function fieldsOf(page: Answer): Field[] {
  return [...page.text.matchAll(/<input ([^>]*)>/g)].flatMap(([, tag = '']) => {
    const attribute = (name: string): string => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    const type = attribute('type');
    if (type === 'hidden' || type === 'submit') return [];
    expect(page.text).toContain(`<label for="${attribute('id')}">`);
    return [{ name: attribute('name'), type, autocomplete: attribute('autocomplete') }];
  });
}

const alertOf = (page: Answer): string | undefined =>
  /<p class="alert" role="alert" id="form-error">([^<]*)<\/p>/.exec(page.text)?.[1];

describe.each(Object.entries(PAGES))('the page %s', (_name, row) => {
  it('has its fields, each with a label and a name for autofill, and needs no script', async () => {
    const page = await row.open();
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<h1>${row.heading}</h1>`);
    expect(fieldsOf(page)).toEqual(row.fields);
    expect(page.text).toContain(`type="submit" name="${row.button}"`);
    expect(page.text).not.toMatch(/<script|\son\w+=|javascript:/);
    expect(page.text).toMatch(/<html lang="en">.*<meta name="viewport".*<main>.*<h1>.*<\/main>/s);
    expect(alertOf(page)).toBeUndefined();
  });

  it('carries the app’s name, and nothing of it or of the request is markup', async () => {
    const page = await row.open();
    expect(page.text).toContain(
      '<bdi>Tasks &quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</bdi>',
    );
    expect(new URL(formOf(page, row.form).action, page.url).searchParams.get('state')).toBe(MARKUP);
  });

  it('allows no script, no frame and no form to another place, and is not stored', async () => {
    const { headers } = await row.open();
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src ${PAGE_STYLE_SOURCE}; img-src data:; form-action 'self' http://localhost:3000; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it('takes no form without its token, nor one of another origin', async () => {
    const page = await row.open();
    const { action, hidden } = formOf(page, row.form);
    const url = new URL(action, page.url).href;
    const { _csrf = '', ...rest } = hidden;
    const calls = server.backend.calls.length;
    for (const [fields, headers] of [
      [{}, {}],
      [{ _csrf: `${_csrf.slice(0, -1)}${_csrf.endsWith('A') ? 'B' : 'A'}` }, {}],
      [{ _csrf }, { origin: 'https://evil.example' }],
      [{ _csrf }, { 'sec-fetch-site': 'cross-site' }],
    ]) {
      const sent = new URLSearchParams({ ...rest, ...row.right, ...fields });
      const answer = await browser.post(url, sent, { ...headers });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('Please reload the page');
    }
    expect(server.backend.calls).toHaveLength(calls);
  });

  it('says what is wrong with a form, keeps its fields, and takes it when it is mended', async () => {
    const page = await row.open();
    for (const [values, says] of row.wrong) {
      const answer = await browser.submit(page, row.form, values);
      expect({ status: answer.status, says: alertOf(answer) }).toEqual({ status: 400, says });
      expect(answer.text).toMatch(/aria-describedby="[^"]*form-error"/);
      expect(answer.text).toContain('aria-invalid="true"');
      expect(fieldsOf(answer)).toEqual(row.fields);
      for (const secret of [values.password, values.confirmPassword]) {
        if (secret) expect(answer.text).not.toContain(secret);
      }
    }
    const next = await browser.submit(page, row.form, row.right);
    expect(next.status).toBe(302);
    expect(next.location).toMatch(row.leadsTo);
  });

  it('repeats what the pool says as text, never as markup', async () => {
    const page = await row.open();
    server.backend.failNext(row.step, new AwsError('InvalidParameterException', `No ${MARKUP}`));
    const answer = await browser.submit(page, row.form, row.right);
    expect(answer.text).not.toContain('<script');
    expect(alertOf(answer)).toBe('No &quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;.');
  });
});

describe.each(['mfa', 'setupMfa', 'changePassword'])('the page %s', (name) => {
  it('is nobody’s before a password was right, and leads back to the sign-in', async () => {
    const answer = await at(`/${name}`);
    expect(answer.status).toBe(302);
    expect(answer.location).toContain('/login?');
  });

  it('leads back to the sign-in when its session is over', async () => {
    const row = PAGES[name] ?? expect.fail();
    const page = await row.open();
    server.backend.failNext(
      row.step,
      new AwsError('NotAuthorizedException', 'Invalid session for the user.'),
    );
    const answer = await browser.submit(page, row.form, row.right);
    expect(alertOf(answer)).toBe('Invalid session for the user.');
    expect(answer.text).toContain('name="cognitoSignInForm"');
  });
});

describe('the page error', () => {
  it('explains what it knows and repeats nothing else', async () => {
    const known = await browser.get(`${server.base}/error?error=redirect_mismatch&client_id=web`);
    expect(known.status).toBe(400);
    expect(known.text).toContain('An error was encountered with the requested page.');
    expect(known.text).toContain('not registered');
    const unknown = await browser.get(`${server.base}/error?error=Call+0900+for+help`);
    expect(unknown.status).toBe(400);
    expect(unknown.text).not.toContain('0900');
    expect(unknown.headers.get('content-security-policy')).toContain("form-action 'self';");
  });
});

it('closes the sign-up where an administrator makes the accounts', async () => {
  server.backend.poolState = { ...server.backend.poolState, selfSignUp: false };
  expect((await at('/signup')).text).toContain('Only an administrator can make an account here.');
  expect((await at('/login')).text).not.toContain('/signup');
});

it('keeps what was typed, as text', async () => {
  const page = await browser.submit(await at('/login'), 'cognitoSignInForm', {
    username: MARKUP,
    password: 'x',
  });
  expect(page.text).toContain('value="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"');
  expect(page.text).not.toContain('<script');
});

it('shows the login hint, and offers to go on as who is signed in unless asked to sign in anew', async () => {
  const hinted = await browser.get(`${server.base}/login?${query}&login_hint=ann%40example.com`);
  expect(hinted.text).toContain('value="ann@example.com"');
  await signedIn(undefined);
  expect((await at('/login')).text).toContain('Continue as <bdi>ann@example.com</bdi>');
  expect((await browser.get(`${server.base}/login?${query}&prompt=login`)).text).not.toContain('Continue as');
});
