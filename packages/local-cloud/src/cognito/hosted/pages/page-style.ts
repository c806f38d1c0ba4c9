import { createHash } from 'node:crypto';
import { type Html, html } from './html.ts';

/** The one stylesheet of the pages. */
export const PAGE_STYLE: Html = html`
:root {
  color-scheme: light dark;
  --ground: #f3f4f8; --glow: #e4e8fb; --card: #ffffff; --line: #d6d9e4; --edge: #868da3;
  --text: #171a26; --quiet: #575d72; --accent: #3d4fd6; --accent-strong: #2f3eb4; --on-accent: #ffffff;
  --alert: #a3192c; --alert-ground: #fdeef0; --alert-line: #f0bcc4;
  --good: #135e3c; --good-ground: #e9f7ef; --good-line: #b3dfc6;
  --shadow: 0 1px 2px rgb(23 26 38 / .05), 0 16px 40px -12px rgb(23 26 38 / .14);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1117; --glow: #1a1f3b; --card: #181b24; --line: #2c3140; --edge: #6d748b;
    --text: #eceef6; --quiet: #a2a9bf; --accent: #9aa7ff; --accent-strong: #b6c0ff; --on-accent: #12152a;
    --alert: #ffb3bd; --alert-ground: #36161c; --alert-line: #6b2a35;
    --good: #9fe3bf; --good-ground: #11291d; --good-line: #245a3f;
    --shadow: 0 0 0 1px rgb(255 255 255 / .02), 0 20px 48px -12px rgb(0 0 0 / .6);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; padding: 32px 16px;
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 20px;
  background: radial-gradient(60rem 30rem at 50% -8rem, var(--glow), transparent) no-repeat var(--ground);
  color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main {
  width: 100%; max-width: 416px; padding: 36px; overflow-wrap: anywhere;
  background: var(--card); border: 1px solid var(--line); border-radius: 18px; box-shadow: var(--shadow);
}
.mark {
  display: flex; align-items: center; gap: 10px; margin: 0 0 24px; color: var(--quiet); font-size: 14px;
  font-weight: 500; min-width: 0;
}
.mark svg { flex: none; width: 32px; height: 32px; color: var(--accent); }
h1 { margin: 0 0 6px; font-size: 25px; line-height: 1.25; letter-spacing: -.015em; font-weight: 650; }
p { margin: 0; }
.lead { color: var(--quiet); }
form { margin: 24px 0 0; display: grid; gap: 18px; }
form.plain { margin-top: 12px; }
.field { display: grid; gap: 6px; }
label { font-size: 14px; font-weight: 600; }
.beside { font-size: 14px; text-align: right; }
input:not([type=hidden], [type=submit]) {
  width: 100%; min-height: 46px; padding: 10px 13px; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--edge); border-radius: 10px;
}
input[aria-invalid=true]:not([type=submit]) { border-color: var(--alert); }
input.code { font-size: 22px; letter-spacing: .3em; font-variant-numeric: tabular-nums; }
.hint { color: var(--quiet); font-size: 14px; }
ul.hint { margin: 0; padding: 0 0 0 18px; }
input[type=submit], button, .button {
  display: block; width: 100%; min-height: 46px; padding: 10px 16px; border: 1px solid transparent;
  border-radius: 10px; font: inherit; font-weight: 600; text-align: center; text-decoration: none;
  cursor: pointer; background: var(--accent); color: var(--on-accent); -webkit-appearance: none; appearance: none;
  transition: background-color .15s;
}
input[type=submit]:hover, button:hover, .button:hover { background: var(--accent-strong); }
.button.second, button.second { background: transparent; color: var(--text); border-color: var(--edge); }
.button.second:hover, button.second:hover { background: var(--ground); }
button.link {
  display: inline; width: auto; min-height: 24px; padding: 0; border: 0; background: none;
  color: var(--accent); text-decoration: underline; text-underline-offset: 3px;
}
button.link:hover { background: none; color: var(--accent-strong); }
a { color: var(--accent); text-underline-offset: 3px; }
a:hover { color: var(--accent-strong); }
.button, .button:hover { color: var(--on-accent); }
.button.second, .button.second:hover { color: var(--text); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.alert, .notice {
  margin: 20px 0 0; padding: 11px 14px; border: 1px solid var(--alert-line); border-radius: 10px; font-size: 15px;
  background: var(--alert-ground); color: var(--alert);
}
.notice { border-color: var(--good-line); background: var(--good-ground); color: var(--good); }
.or { display: flex; align-items: center; gap: 12px; margin: 22px 0 -4px; color: var(--quiet); font-size: 14px; }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.foot { margin: 24px 0 0; color: var(--quiet); font-size: 15px; text-align: center; }
.spaced { margin-top: 22px; }
@media (max-width: 460px) {
  body { padding: 16px 12px; justify-content: flex-start; }
  main { padding: 26px 20px; border-radius: 16px; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) { main, input, button, .button, .alert, .notice { border: 1px solid; } }
`;

/** How a Content-Security-Policy names the stylesheet. */
export const PAGE_STYLE_SOURCE: string = `'sha256-${createHash('sha256').update(PAGE_STYLE.toString()).digest('base64')}'`;
