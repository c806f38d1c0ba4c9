import { expect, it } from 'vitest';
import { redirectedUrl } from './outbound.ts';

it.each([
  [
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc/.well-known/jwks.json',
    'http://localhost:1/us-east-1_abc/.well-known/jwks.json',
  ],
  ['https://dynamodb.us-east-1.amazonaws.com/', 'http://localhost:1/'],
  [
    'https://a1b2.execute-api.us-east-1.amazonaws.com/prod/x?y=1',
    'http://localhost:1/execute-api/a1b2/prod/x?y=1',
  ],
  ['https://my.auth.us-east-1.amazoncognito.com/oauth2/token', 'http://localhost:1/oauth2/token'],
  ['https://bucket.s3.amazonaws.com/key', 'http://localhost:1/key'],
  ['https://example.com/', undefined],
  ['https://amazonaws.com.example.com/', undefined],
  ['https://notamazonaws.com/', undefined],
  ['http://localhost:1/', undefined],
])('%s goes to %s', (url, expected) => {
  expect(redirectedUrl(new URL(url), 'http://localhost:1')?.href).toBe(expected);
});
