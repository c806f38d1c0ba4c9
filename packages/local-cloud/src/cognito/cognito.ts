import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { cognitoProviders } from '../cloudformation/resources/cognito-providers.ts';
import type { FunctionInvoker } from '../lambda/function-invoker.ts';
import { residentCollection } from '../store/resident-collection.ts';
import type { CognitoCore } from './core.ts';
import type { HostedBackend } from './hosted/hosted-backend.ts';
import { type MailBox, mailBox } from './mail/mail-box.ts';
import { relayedMailBox } from './mail/relayed-mail-box.ts';
import { type SmtpServer, smtpRelay } from './mail/smtp-relay.ts';
import { poolBackend } from './pool-backend.ts';
import { localAddress } from './pools/local-address.ts';
import { attempts } from './sign-in/attempts.ts';
import { challenges } from './sign-in/challenges.ts';
import { expiringMap } from './state/expiring-map.ts';
import { userDirectory } from './state/user-directory.ts';
import type { TokenVerifier } from './token-verifier.ts';
import { type IssuerForm, issuer } from './tokens/issuer.ts';
import { signingKeys } from './tokens/signing-keys.ts';
import { userSessions } from './tokens/user-sessions.ts';
import { tokenVerifier } from './tokens/verified-tokens.ts';
import { triggerRunner } from './triggers/trigger-runner.ts';
import { cognitoService } from './wire.ts';

export interface CognitoNeeds {
  /** Asked for at the first trigger: functions are made after user pools. */
  readonly invoker: () => FunctionInvoker;
  /** `local` unless said otherwise. */
  readonly issuer?: IssuerForm;
  /** Where mail is passed on to. Nowhere unless given. */
  readonly smtp?: SmtpServer;
}

/** User pools: their JSON API, their resource types, and what API Gateway and the sign-in pages ask of them. */
export interface Cognito extends CloudPart {
  readonly tokens: TokenVerifier;
  readonly backend: HostedBackend;
  readonly mail: MailBox;
  /** For the console and the command line: the same state that the operations work on. */
  readonly core: CognitoCore;
}

export async function createCognito(context: PartContext, needs: CognitoNeeds): Promise<Cognito> {
  const { account, sources, journal, store, origin } = context;
  const pools: CognitoCore['pools'] = await residentCollection(store.namespace('pools'));
  const keys = await signingKeys(store.namespace('keys'));
  const issuerOf = issuer(needs.issuer ?? 'local', account, origin);
  const now = (): number => sources.now();
  const box = await mailBox(store.namespace('mail'), sources);
  const relay = needs.smtp && smtpRelay(needs.smtp, journal);
  const core: CognitoCore = {
    account,
    sources,
    journal,
    origin,
    issuer: issuerOf,
    pools,
    clients: await residentCollection(store.namespace('clients')),
    domains: await residentCollection(store.namespace('domains')),
    groups: await residentCollection(store.namespace('groups')),
    resourceServers: await residentCollection(store.namespace('resource-servers')),
    users: userDirectory(store.namespace('users')),
    keys,
    sessions: userSessions(store.namespace('sessions'), sources),
    verifier: tokenVerifier({ keys, issuer: issuerOf, pool: pools.get, now }),
    mail: relay ? relayedMailBox(box, relay) : box,
    challenges: challenges(sources),
    attempts: attempts(now),
    triggers: triggerRunner(account, needs.invoker),
    srpExchanges: expiringMap(now, 20_000),
    simulatedResets: expiringMap(now, 10_000),
  };
  await core.sessions.sweep();
  return {
    services: [cognitoService(core)],
    providers: cognitoProviders(core),
    tokens: core.verifier,
    backend: poolBackend(core),
    mail: core.mail,
    core,
    localAddress: (url) => localAddress(core, url),
    async close() {
      await relay?.close();
      await keys.close();
    },
  };
}
