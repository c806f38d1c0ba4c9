import type { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';

/** A value of an answer: a text, a list (each item in `<member>`), or members in order. */
export type XmlValue = string | number | boolean | readonly XmlValue[] | XmlMembers;
export interface XmlMembers {
  readonly [name: string]: XmlValue | undefined;
}

/**
 * The parameters of a call in AWS's query protocol: the form in the body, or the query of a GET.
 *
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryParameters(request: HttpRequest, body: Buffer): URLSearchParams {
  return request.method === 'GET' ? request.query : new URLSearchParams(body.toString());
}

/** The strings of a list parameter: `Name.member.1`, `Name.member.2`, ... in order. */
export function listParameter(parameters: URLSearchParams, name: string): string[] {
  const list: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = parameters.get(`${name}.member.${index}`);
    if (value === null) return list;
    list.push(value);
  }
}

/** `<ActionResponse><ActionResult>...</ActionResult><ResponseMetadata>...` */
export function queryAnswer(
  namespace: string,
  action: string,
  result: XmlMembers,
  requestId: string,
): HttpResponse {
  const inner = `<${action}Result>${members(result)}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return xml(
    200,
    requestId,
    `<${action}Response xmlns="${namespace}">${inner}${metadata}</${action}Response>`,
  );
}

/** An error in the query protocol. */
export function queryFailure(namespace: string, error: AwsError, requestId: string): HttpResponse {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const text = members({ Type: type, Code: error.code, Message: error.message });
  return xml(
    error.status,
    requestId,
    `<ErrorResponse xmlns="${namespace}"><Error>${text}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

function xml(status: number, requestId: string, body: string): HttpResponse {
  return { status, headers: { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId }, body };
}

function members(values: XmlMembers): string {
  let text = '';
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) text += `<${name}>${content(value)}</${name}>`;
  }
  return text;
}

function content(value: XmlValue): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${content(item)}</member>`).join('');
  return typeof value === 'object' ? members(value as XmlMembers) : escapeXml(String(value));
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
    .replaceAll(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu, '\uFFFD');
}
