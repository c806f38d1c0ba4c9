import { html } from '../cognito/hosted/pages/html.ts';
import type { ObjectBrowser } from '../s3/object-browser.ts';
import { CONSOLE_PATH, nothing, type Page, timeOf } from './page.ts';

const PAGE_SIZE = 100;

export function bucketsPage(objects: ObjectBrowser): Page {
  const links = objects
    .buckets()
    .map(
      ({ name, versioning }) =>
        html`<li><a href="${bucketPath(name, {})}">${name}</a>${versioning === 'Enabled' && html` <span class="count">versioned</span>`}</li>`,
    );
  return {
    title: 'Buckets',
    content: links.length === 0 ? nothing('There is no bucket.') : html`<ul class="groups">${links}</ul>`,
  };
}

/** One page of a bucket's objects below a prefix; undefined when there is no such bucket. */
export async function bucketPage(objects: ObjectBrowser, query: URLSearchParams): Promise<Page | undefined> {
  const name = query.get('name') ?? '';
  const bucket = objects.buckets().find((one) => one.name === name);
  if (bucket === undefined) return undefined;
  const prefix = query.get('prefix') ?? '';
  const after = query.get('after') ?? '';
  const { contents, commonPrefixes, last } = await objects.list(bucket, {
    ...{ prefix, after },
    delimiter: '/',
    maxKeys: PAGE_SIZE,
  });
  const folders = commonPrefixes.map(
    (one) => html`<li><a href="${bucketPath(name, { prefix: one })}">${one}</a></li>`,
  );
  const files = contents.map(
    ({ key, size, lastModified }) =>
      html`<li><a href="${objectPath(name, key)}">${key}</a> <span class="count">${size} bytes, ${timeOf(lastModified)}</span></li>`,
  );
  return {
    title: prefix === '' ? name : `${name}/${prefix}`,
    filter: html`<p><a href="${CONSOLE_PATH}/buckets">All buckets</a>${
      prefix !== '' && html` · <a href="${bucketPath(name, {})}">${name}</a>`
    }</p>`,
    content: html`${
      folders.length + files.length === 0
        ? nothing('No objects.')
        : html`<ul class="groups">${folders}${files}</ul>`
    }${last !== undefined && html`<p><a href="${bucketPath(name, { prefix, after: last })}">Next page</a></p>`}`,
  };
}

/** What is known of an object, with a link that downloads it; undefined when there is none. */
export function objectPage(objects: ObjectBrowser, query: URLSearchParams): Page | undefined {
  const name = query.get('bucket') ?? '';
  const bucket = objects.buckets().find((one) => one.name === name);
  const object = bucket && objects.object(bucket, query.get('key') ?? '');
  if (object === undefined) return undefined;
  const { key, size, lastModified, etag, versionId, storageClass, headers, metadata, tags } = object;
  const facts = Object.entries({
    size: `${size} bytes`,
    ETag: etag,
    version: versionId,
    class: storageClass,
    ...headers,
    ...prefixed('x-amz-meta-', metadata),
    ...prefixed('tag ', tags),
  });
  const parent = key.slice(0, key.lastIndexOf('/') + 1);
  return {
    title: key,
    filter: html`<p><a href="${bucketPath(name, { prefix: parent })}">${name}/${parent}</a></p>`,
    content: html`<p class="meta">${timeOf(lastModified)} <a href="${objectPath(name, key, 'download')}" download>Download</a></p>
<table class="facts"><tbody>${facts.map(
      ([fact, value]) => html`<tr><th scope="row">${fact}</th><td>${value}</td></tr>`,
    )}</tbody></table>`,
  };
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

function bucketPath(name: string, more: Readonly<Record<string, string>>): string {
  return `${CONSOLE_PATH}/bucket?${new URLSearchParams({ name, ...more })}`;
}

function objectPath(bucket: string, key: string, what = 'object'): string {
  return `${CONSOLE_PATH}/${what}?${new URLSearchParams({ bucket, key })}`;
}
