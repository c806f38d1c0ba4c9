import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { RecentEntry } from '../journal/recent-journal.ts';
import { decisionCard } from './decision-card.ts';
import { CONSOLE_PATH, nothing, type Page } from './page.ts';

/** Which decisions are asked for; an empty text asks for all. */
export interface DecisionFilter {
  /** Occurs in the text, the rule, the hint or the request id; in any case. */
  readonly text: string;
  readonly source: string;
  readonly outcome: string;
}

const OUTCOMES: readonly JournalEntry['outcome'][] = ['refused', 'failed', 'allowed', 'notice'];

/** `entries` newest first. */
export function decisionsPage(entries: readonly RecentEntry[], filter: DecisionFilter): Page {
  const shown = entries.filter((entry) => isWanted(entry, filter));
  const sources = [...new Set(entries.map(({ source }) => source as string))].sort();
  return {
    title: 'Decisions',
    filter: html`<form class="filter" role="search" action="${CONSOLE_PATH}/decisions">
<label>Text <input type="search" name="text" value="${filter.text}" placeholder="text, rule or request id"></label>
<label>Source <select name="source">${options(sources, filter.source)}</select></label>
<label>Outcome <select name="outcome">${options(OUTCOMES, filter.outcome)}</select></label>
<button>Filter</button>
</form>`,
    content:
      shown.length > 0
        ? html`<p class="count">${shown.length} of the last ${entries.length}</p>
<ol class="cards">${shown.map(decisionCard)}</ol>`
        : nothing(
            entries.length === 0
              ? 'Nothing was decided yet. What the cloud refuses will stand here.'
              : 'No decision matches the filter.',
          ),
  };
}

function isWanted(entry: RecentEntry, { text, source, outcome }: DecisionFilter): boolean {
  const { rule, hint = '', requestId = '' } = entry;
  return (
    (source === '' || entry.source === source) &&
    (outcome === '' || entry.outcome === outcome) &&
    [entry.text, rule, hint, requestId].join('\n').toLowerCase().includes(text.toLowerCase())
  );
}

/** The chosen one stays on offer even when nothing has it. */
function options(values: readonly string[], chosen: string): Html {
  const all = chosen === '' || values.includes(chosen) ? values : [...values, chosen];
  return html`<option value="">all</option>${all.map(
    (value) => html`<option value="${value}"${value === chosen && html` selected`}>${value}</option>`,
  )}`;
}
