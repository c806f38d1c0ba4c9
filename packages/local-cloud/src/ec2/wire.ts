import type { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';

/** A value of an answer: a text, a list (each entry in `<item>`), or members in order. */
export type Ec2Value = string | number | boolean | readonly Ec2Value[] | Ec2Members;
export interface Ec2Members {
  readonly [name: string]: Ec2Value | undefined;
}

export const API_VERSION = '2016-11-15';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * `<CreateVpcResponse xmlns="..."><requestId>...</requestId>...`
 *
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export function success(operation: string, output: Ec2Members, { id }: HttpRequest): HttpResponse {
  const namespace = `http://ec2.amazonaws.com/doc/${API_VERSION}/`;
  const inner = membersXml({ requestId: id, ...output });
  return xml(200, id, `<${operation}Response xmlns="${namespace}">${inner}</${operation}Response>`);
}

/** An error in EC2's own form, which differs from that of the other query services. */
export function failure(error: AwsError, { id }: HttpRequest): HttpResponse {
  const text = membersXml({ Code: error.code, Message: error.message });
  return xml(
    error.status,
    id,
    `<Response><Errors><Error>${text}</Error></Errors><RequestID>${id}</RequestID></Response>`,
  );
}

function xml(status: number, requestId: string, body: string): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: `${DECLARATION}${body}`,
  };
}

function membersXml(members: Ec2Members): string {
  let text = '';
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) continue;
    const inner = valueXml(value);
    text += inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
  }
  return text;
}

function valueXml(value: Ec2Value): string {
  if (isList(value)) return value.map((entry) => `<item>${valueXml(entry)}</item>`).join('');
  return typeof value === 'object' ? membersXml(value) : escapeXml(String(value));
}

function isList(value: Ec2Value): value is readonly Ec2Value[] {
  return Array.isArray(value);
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
    .replaceAll(/(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');
}
