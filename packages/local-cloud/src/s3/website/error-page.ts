import type { AwsError } from '../../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../../front-door/http.ts';
import { errorMembers } from '../wire.ts';
import { escapeXml } from '../xml.ts';
import { printable } from './routing-rules.ts';

const REASONS: Readonly<Record<number, string>> = {
  302: 'Found',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable',
};

/**
 * The page that S3 shows for an error; `instead` is why the page of the website's own could not be had.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html
 */
export function websiteErrorPage(error: AwsError, request: HttpRequest, instead?: AwsError): HttpResponse {
  const headers = websiteErrorHeaders(error);
  if (error.status === 304) return { status: 304, headers: errorMembers(error).headers };
  const title = `${error.status} ${REASONS[error.status] ?? error.code}`;
  const ids = { RequestId: request.id, HostId: request.id };
  const more =
    instead === undefined
      ? ''
      : `<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n${list(instead)}`;
  return {
    status: error.status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
    body: `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${list(error, ids)}${more}<hr/>\n</body>\n</html>\n`,
  };
}

/** What of an error is told beside the page, whichever it is. */
export function websiteErrorHeaders(error: AwsError): Record<string, string> {
  const { headers, members } = errorMembers(error);
  return {
    ...headers,
    'x-amz-error-code': error.code,
    'x-amz-error-message': error.message,
    ...Object.fromEntries(
      Object.entries(members).map(([name, value]) => [`x-amz-error-detail-${name}`, printable(value)]),
    ),
  };
}

function list(error: AwsError, ids: Readonly<Record<string, string>> = {}): string {
  const { code: Code, message: Message } = error;
  const entries = Object.entries({ Code, Message, ...errorMembers(error).members, ...ids });
  return `<ul>\n${entries.map(([name, value]) => `<li>${name}: ${escapeXml(value)}</li>\n`).join('')}</ul>\n`;
}
