import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const settingsOf = (context: Record<string, unknown>) => readSettings(new App({ context }).node);

describe('settings', () => {
  it('have defaults for one machine', () => {
    expect(settingsOf({})).toEqual({
      web: { hosted: true, domain: undefined },
      domainPrefix: undefined,
      implicitGrant: false,
      passwordTokens: false,
      requestsPerSecond: 5000,
      programRequestsPerSecond: 100,
      protectData: false,
      retainData: true,
    });
  });

  it.each([
    ['https://tasks.example.com', 'https://tasks.example.com'],
    ['https://tasks.example.com/', 'https://tasks.example.com'],
    ['https://example.com/tasks/', 'https://example.com/tasks'],
    ['http://localhost:3000', 'http://localhost:3000'],
    [undefined, 'http://localhost:4567'],
  ])('take %s as a web application elsewhere', (webUrl, url) => {
    expect(settingsOf({ web: 'false', webUrl })).toMatchObject({ web: { hosted: false, url } });
  });

  it('take a name with a certificate for the distribution', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    expect(settingsOf({ webUrl: 'https://tasks.example.com', certificateArn })).toMatchObject({
      web: { hosted: true, domain: { name: 'tasks.example.com', certificateArn } },
    });
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
    [{ web: false, webUrl: 'tasks.example.com' }, 'webUrl'],
    [{ web: false, webUrl: 'http://tasks.example.com' }, 'webUrl must be https'],
    [{ web: false, webUrl: 'javascript:alert(1)' }, 'webUrl must be https'],
    [{ web: false, webUrl: 'https://a.example.com/?x=1' }, 'webUrl must have no query'],
    [{ web: false, webUrl: 5 }, 'webUrl must be text'],
    [{ webUrl: 'https://tasks.example.com' }, 'webUrl and certificateArn go together'],
    [{ certificateArn: 'arn' }, 'webUrl and certificateArn go together'],
    [{ webUrl: 'https://example.com/tasks', certificateArn: 'arn' }, 'webUrl must be https://<name>'],
    [{ web: 'no' }, 'web must be true or false'],
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
