import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const settingsOf = (context: Record<string, unknown>) => readSettings(new App({ context }).node);

describe('settings', () => {
  it('have defaults for one machine', () => {
    expect(settingsOf({})).toEqual({
      webUrl: 'http://localhost:4567',
      webOrigin: 'http://localhost:4567',
      domainPrefix: undefined,
      implicitGrant: false,
      passwordTokens: false,
      requestsPerSecond: 5000,
      protectData: false,
      retainData: true,
    });
  });

  it.each([
    ['https://tasks.example.com', 'https://tasks.example.com', 'https://tasks.example.com'],
    ['https://tasks.example.com/', 'https://tasks.example.com', 'https://tasks.example.com'],
    ['https://example.com/tasks/', 'https://example.com/tasks', 'https://example.com'],
    ['http://localhost:3000', 'http://localhost:3000', 'http://localhost:3000'],
  ])('take %s as the web application', (given, webUrl, webOrigin) => {
    expect(settingsOf({ webUrl: given })).toMatchObject({ webUrl, webOrigin });
  });

  it('take numbers as the command line and as files give them', () => {
    for (const requestsPerSecond of ['50', 50]) {
      expect(settingsOf({ requestsPerSecond })).toMatchObject({ requestsPerSecond: 50 });
    }
  });

  it('take flags as the command line and as files give them', () => {
    expect(settingsOf({ implicitGrant: 'true', protectData: true, retainData: 'false' })).toMatchObject({
      implicitGrant: true,
      protectData: true,
      retainData: false,
    });
  });

  it.each([
    [{ webUrl: 'tasks.example.com' }, 'webUrl'],
    [{ webUrl: 'http://tasks.example.com' }, 'webUrl must be https'],
    [{ webUrl: 'javascript:alert(1)' }, 'webUrl must be https'],
    [{ webUrl: 'https://a.example.com/?x=1' }, 'webUrl must have no query'],
    [{ webUrl: 5 }, 'webUrl must be text'],
    [{ implicitGrant: 'yes' }, 'implicitGrant must be true or false'],
    [{ requestsPerSecond: '0' }, 'requestsPerSecond must be a whole number from 1 to 10000'],
    [{ requestsPerSecond: 'many' }, 'requestsPerSecond must be'],
    [{ requestsPerSecond: 1.5 }, 'requestsPerSecond must be'],
    [{ domainPrefix: 'My-Tasks' }, 'domainPrefix'],
    [{ domainPrefix: 'my-aws-tasks' }, 'domainPrefix'],
    [{ domainPrefix: '-tasks' }, 'domainPrefix'],
  ])('refuse %j', (context, message) => {
    expect(() => settingsOf(context)).toThrow(message);
  });
});
