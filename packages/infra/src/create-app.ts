import { App, type AppProps } from 'aws-cdk-lib';
import settingsFile from '../../../cdk.json' with { type: 'json' };
import { ApiStack } from './api-stack.ts';
import type { FunctionBundles } from './bundle-function.ts';
import { DataStack } from './data-stack.ts';
import { readSettings } from './settings.ts';

export interface Taskyard {
  readonly app: App;
  readonly data: DataStack;
  readonly api: ApiStack;
}

/**
 * The whole application. The context of cdk.json counts also when the app runs without the CDK's command line, which
 * would otherwise bring it; what the command line or CDK_CONTEXT_JSON gives wins. `webFolder` holds the built web
 * application; nobody looks into it where that is served elsewhere.
 */
export function createApp(bundles: FunctionBundles, webFolder: string, props: AppProps = {}): Taskyard {
  const app = new App({
    analyticsReporting: false,
    ...props,
    context: { ...settingsFile.context, ...props.context },
  });
  const settings = readSettings(app.node);
  const data = new DataStack(app, 'Taskyard-Data', settings, {
    description: 'Taskyard: people and tables',
  });
  const api = new ApiStack(app, 'Taskyard-Api', {
    description: 'Taskyard: functions, APIs and the web application',
    data,
    bundles,
    webFolder,
    settings,
  });
  return { app, data, api };
}
