/** The console's stylesheet. */
export const CONSOLE_STYLE = `:root {
  color-scheme: light dark;
  --ground: #f4f5f9; --card: #ffffff; --line: #dcdfe8; --edge: #868da3; --text: #171a26; --quiet: #575d72;
  --accent: #3446cf; --alert: #a3192c; --alert-ground: #fdeef0; --good: #135e3c; --good-ground: #e6f6ed;
  --note: #3a4260; --note-ground: #eceff7; --hint-ground: #fff8e2; --violet: #8a3fc4;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1117; --card: #181b24; --line: #2c3140; --edge: #6d748b; --text: #eceef6; --quiet: #a2a9bf;
    --accent: #a3afff; --alert: #ffb3bd; --alert-ground: #3a181f; --good: #9fe3bf; --good-ground: #122c1f;
    --note: #c3cae2; --note-ground: #252a39; --hint-ground: #2a2615; --violet: #d19bff;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--text); overflow-wrap: anywhere;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
p, h1, h2, h3, dl, dd, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
a { color: var(--accent); text-underline-offset: 3px; }
code { font: 13px/1.5 var(--mono); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.skip { position: absolute; left: 8px; top: -60px; padding: 8px 12px; background: var(--card); z-index: 2; }
.skip:focus { top: 8px; }

header {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 0 24px;
  padding: 0 max(16px, calc((100% - 1120px) / 2)); background: var(--card); border-bottom: 1px solid var(--line);
}
.brand { font-weight: 650; letter-spacing: -.01em; padding: 12px 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 4px; }
nav a {
  display: block; padding: 12px 10px 10px; color: var(--quiet); text-decoration: none; font-weight: 500;
  border-bottom: 2px solid transparent;
}
nav a:hover { color: var(--text); }
nav a[aria-current] { color: var(--text); border-color: var(--accent); }
.state { margin-left: auto; color: var(--quiet); font-size: 13px; }
@media (max-width: 560px) {
  header { position: static; }
  .state { order: 1; }
  nav { order: 2; width: 100%; margin: 0 -10px; }
  .brand { padding-bottom: 0; }
}

main { max-width: 1152px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 24px; line-height: 1.3; letter-spacing: -.015em; margin-bottom: 14px; }
h2 { font-size: 19px; margin-top: 8px; }
h3 { font-size: 15px; margin: 20px 0 8px; }
section + section { margin-top: 40px; }
.count { color: var(--quiet); font-size: 13px; font-weight: 400; margin-bottom: 8px; }
.nothing { padding: 28px 0; color: var(--quiet); }

.filter { display: flex; flex-wrap: wrap; align-items: end; gap: 12px; margin: 4px 0 18px; }
.filter label { display: grid; gap: 4px; font-size: 13px; color: var(--quiet); flex: 0 1 150px; }
.filter label:first-of-type { flex: 1 1 220px; }
input, select, button {
  min-height: 40px; width: 100%; padding: 6px 11px; font: inherit; font-size: 15px; color: var(--text);
  background: var(--card); border: 1px solid var(--edge); border-radius: 8px;
}
button { width: auto; padding: 6px 18px; font-weight: 600; cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }

.cards { display: grid; gap: 10px; }
.card {
  padding: 12px 16px; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--line);
  border-radius: 8px; min-width: 0;
}
.refused, .failed { border-left-color: var(--alert); }
.allowed { border-left-color: var(--good); }
.meta { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; color: var(--quiet); font-size: 13px; }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.badge {
  white-space: nowrap; padding: 0 8px; border-radius: 99px; background: var(--note-ground); color: var(--note); font-weight: 600;
}
.badge.refused, .badge.failed, .refused .badge, .failed .badge { background: var(--alert-ground); color: var(--alert); }
.badge.allowed, .allowed .badge { background: var(--good-ground); color: var(--good); }
.text { margin: 6px 0; white-space: pre-wrap; }
.code { margin: 8px 0; }
.code code { font-size: 22px; letter-spacing: .12em; user-select: all; }
.body { font: 13px/1.55 var(--mono); white-space: pre-wrap; }
dl { display: grid; gap: 2px; font-size: 14px; }
dl div { display: grid; grid-template-columns: 64px minmax(0, 1fr); }
dt { color: var(--quiet); }
.hint { margin: 4px -8px 0; padding: 4px 8px; border-radius: 6px; background: var(--hint-ground); }

.groups, .lines { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.groups li + li, .lines li + li { border-top: 1px solid var(--line); }
.groups a { display: block; padding: 10px 16px; font: 14px/1.5 var(--mono); text-decoration: none; }
.groups a:hover { text-decoration: underline; }
.lines li { padding: 7px 16px; }

table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); }
th, td { padding: 7px 14px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
th { font-weight: 500; }
thead th { color: var(--quiet); font-size: 13px; border-top: 0; }
.resources th, .resources td { width: 33%; }
.outputs th { width: 33%; }
.facts th { width: 30%; }
pre { margin: 12px 0; white-space: pre-wrap; }
.send { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 12px; align-items: end; }
.send label { display: grid; gap: 4px; font-size: 13px; color: var(--quiet); }
.send .wide { grid-column: 1 / -1; }
.send .check { display: flex; align-items: center; min-height: 40px; }
.check input { width: auto; min-height: 0; margin: 0 4px 0 0; }
textarea { width: 100%; padding: 8px 11px; font: 13px/1.5 var(--mono); color: var(--text); background: var(--card);
  border: 1px solid var(--edge); border-radius: 8px; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 10px; }
figure { margin: 0; font-size: 13px; }
figure svg { display: block; width: 100%; height: 56px; margin-bottom: 6px; background: var(--ground); }
.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.split { color: var(--quiet); font-size: 13px; }
.bar { width: 36%; min-width: 90px; }
.bar svg { display: block; width: 100%; height: 10px; margin-top: 6px; background: var(--ground); border-radius: 3px; }
rect { fill: var(--accent); }
rect.request { fill: var(--edge); }
rect.authorizer { fill: var(--good); }
rect.call { fill: var(--violet); }
.hops { margin-top: 10px; }
.hops td:first-child { white-space: nowrap; }
td .count { display: block; }
@media (max-width: 720px) {
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, tr { display: block; }
  tr { padding: 8px 12px; border-top: 1px solid var(--line); }
  tr:first-child { border-top: 0; }
  tbody th, tbody td { display: block; padding: 1px 0; border: 0; width: auto; }
  .resources tbody th, .resources tbody td, .outputs tbody th, .facts tbody th, tbody .bar { width: auto; }
}
`;
