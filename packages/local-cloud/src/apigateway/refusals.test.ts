import { beforeAll, describe, expect, it } from 'vitest';
import { type GatewayFixture, REQUEST_ID } from './gateway-fixture.ts';
import { GATEWAY_RESPONSE_TYPES } from './gateway-response-types.ts';
import { refusalFixture } from './refusal-fixture.ts';
import { REFUSAL_ROWS, type RefusalRow } from './refusal-rows.ts';

/** Sends the row's request once those before it were answered otherwise. */
async function refusal(fixture: GatewayFixture, { request, after = 0 }: RefusalRow) {
  for (let sent = 0; sent < after; sent += 1) {
    expect((await fixture.send(request)).status).toBe(200);
  }
  fixture.journal.length = 0;
  const { bytes: _bytes, ...answer } = await fixture.send(request);
  return answer;
}

describe('an answer of the gateway itself is exact and leaves one line', () => {
  let fixture: GatewayFixture;
  beforeAll(async () => {
    fixture = await refusalFixture();
  });

  it.each(REFUSAL_ROWS)('$case', async (row) => {
    expect(await refusal(fixture, row)).toEqual({
      status: row.status,
      body: row.body,
      headers: {
        'Content-Type': 'application/json',
        'x-amzn-RequestId': REQUEST_ID,
        'x-amz-apigw-id': expect.stringMatching(/^[A-Za-z0-9_-]{15}=$/),
        'x-amzn-ErrorType': row.errorType,
      },
    });
    const lines = fixture.journal.filter(({ outcome }) => outcome !== 'allowed');
    expect(lines).toHaveLength(1);
    const [line] = lines;
    expect(line).toMatchObject({ requestId: REQUEST_ID, outcome: row.status < 500 ? 'refused' : 'failed' });
    expect(line?.rule).toMatch(row.rule);
    expect(line?.text).toContain(`${row.status} for ${row.route} on stage prod: `);
    if (row.hint !== undefined) expect(line?.hint).toMatch(row.hint);
  });
});

describe('an answer of the gateway itself is made by the gateway response of its own type', () => {
  let fixture: GatewayFixture;
  beforeAll(async () => {
    const responses = Object.keys(GATEWAY_RESPONSE_TYPES).map((ResponseType) => [
      `Response${ResponseType.replaceAll('_', '')}`,
      {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResponseType,
          ResponseParameters: { 'gatewayresponse.header.X-Type': `'${ResponseType}'` },
          ResponseTemplates: {
            'application/json': '{"type":"$context.error.responseType","said":$context.error.messageString}',
          },
        },
      },
    ]);
    fixture = await refusalFixture(Object.fromEntries(responses));
  });

  it.each(REFUSAL_ROWS)('$case: $type', async (row) => {
    const { message: said = null, Message = said } = JSON.parse(row.body);
    expect(await refusal(fixture, row)).toEqual({
      status: row.status,
      body: JSON.stringify({ type: row.type, said: Message }),
      headers: {
        'Content-Type': 'application/json',
        'X-Type': row.type,
        'x-amzn-RequestId': REQUEST_ID,
        'x-amz-apigw-id': expect.any(String),
        'x-amzn-ErrorType': row.errorType,
      },
    });
  });
});
