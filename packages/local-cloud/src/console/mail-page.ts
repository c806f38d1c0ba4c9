import { html } from '../cognito/hosted/pages/html.ts';
import type { Message } from '../cognito/mail/mail-box.ts';
import { nothing, type Page, timeOf } from './page.ts';

/** `messages` newest first. Their bodies are shown as text, whatever markup they hold. */
export function mailPage(messages: readonly Omit<Message, 'id'>[]): Page {
  const cards = messages.map(
    ({ to, medium, subject, body, code, sentAt, poolId }) => html`<li class="card">
<p class="meta">${timeOf(sentAt)} <span class="badge">${medium}</span> <span class="source">${poolId}</span></p>
<p class="text"><strong>${to}</strong>${subject !== '' && html` · ${subject}`}</p>
${code !== undefined && html`<p class="code"><code>${code}</code></p>`}
<div class="body">${body}</div>
</li>`,
  );
  return {
    title: 'Mail',
    content:
      messages.length === 0
        ? nothing('No mail yet. What the cloud would send stays on this machine and stands here.')
        : html`<ol class="cards">${cards}</ol>`,
  };
}
