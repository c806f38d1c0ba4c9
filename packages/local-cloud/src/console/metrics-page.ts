import type { Metric } from '../cloudwatch/metric.ts';
import type { DataPoint, MetricStore } from '../cloudwatch/metric-store.ts';
import { type Html, html } from '../cognito/hosted/pages/html.ts';
import { CONSOLE_PATH, nothing, type Page } from './page.ts';

/** What the console reads of the metrics. */
export type ReadableMetrics = Pick<MetricStore, 'metrics' | 'units' | 'read'>;

const MAX_PLOTS = 60;
const PERIOD_MS = 60_000;
const SPAN_MS = 60 * PERIOD_MS;
const WIDTH = 240;
const HEIGHT = 48;

/** The last hour of the metrics whose namespace, name or dimensions hold `text`, a plot each. */
export async function metricsPage(metrics: ReadableMetrics, text: string, now: number): Promise<Page> {
  const wanted = metrics
    .metrics(now - SPAN_MS)
    .filter((metric) => describe(metric).includes(text.toLowerCase()));
  const plots: Html[] = [];
  const end = (Math.floor(now / PERIOD_MS) + 1) * PERIOD_MS;
  for (const metric of wanted.slice(0, MAX_PLOTS)) {
    for (const unit of metrics.units(metric)) {
      const points = await metrics.read(metric, unit, end - SPAN_MS, end, PERIOD_MS);
      if (points.length > 0) plots.push(plot(metric, unit, points, end - SPAN_MS));
    }
  }
  return {
    title: 'Metrics',
    filter: html`<form class="filter" role="search" action="${CONSOLE_PATH}/metrics">
<label>Text <input type="search" name="text" value="${text}" placeholder="namespace, name or dimension"></label>
<button>Filter</button>
</form>`,
    content:
      plots.length === 0
        ? nothing('No metric had a sample in the last hour.')
        : html`<p class="count">the last hour, a bar a minute; ${Math.min(wanted.length, MAX_PLOTS)} of ${wanted.length} metrics</p>
<div class="plots">${plots}</div>`,
  };
}

function describe({ namespace, name, dimensions }: Metric): string {
  return [namespace, name, ...dimensions.flat()].join('\n').toLowerCase();
}

/** Counts are summed up, everything else is averaged. */
function plot(metric: Metric, unit: string, points: readonly DataPoint[], start: number): Html {
  const isSum = unit === 'Count' || unit === 'None';
  const values = points.map(({ at, set }) => ({ at, value: isSum ? set.sum : set.sum / set.count }));
  const greatest = Math.max(...values.map(({ value }) => value));
  const step = WIDTH / (SPAN_MS / PERIOD_MS);
  const bars = values.map(({ at, value }) => {
    const height = greatest <= 0 ? 0 : (Math.max(value, 0) / greatest) * (HEIGHT - 1) + 1;
    const x = ((at - start) / PERIOD_MS) * step;
    return html`<rect x="${x.toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  });
  const statistic = isSum ? 'sum' : 'average';
  const label = `${metric.name}: ${statistic} a minute, at most ${shortNumber(greatest)} ${unit}`;
  return html`<figure class="card">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">${bars}</svg>
<figcaption><strong>${metric.name}</strong> <span class="source">${statistic}, at most ${shortNumber(greatest)} ${unit}</span>
<span class="count">${metric.namespace}${metric.dimensions.map(([name, value]) => ` · ${name} ${value}`)}</span></figcaption>
</figure>`;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}
