import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp, type Taskyard } from './create-app.ts';

/** The application with a function that does nothing, and a folder for its assembly. */
export interface TestApp extends Taskyard {
  readonly outdir: string;
  remove(): void;
}

export function testApp(context: Readonly<Record<string, unknown>> = {}): TestApp {
  const root = mkdtempSync(join(tmpdir(), 'taskyard-infra-'));
  const code = join(root, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.mjs'), 'export const handler = async () => {};\n');
  const outdir = join(root, 'cdk.out');
  const bundles = { folder: () => code, remove: async () => {} };
  const web = join(root, 'web');
  mkdirSync(web);
  writeFileSync(join(web, 'index.html'), '<!doctype html>');
  const made = createApp(bundles, web, {
    outdir,
    context: { ...context },
    builtinCloudFormationValidation: false,
  });
  return { ...made, outdir, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The templates of both stacks. */
export function templates(context: Readonly<Record<string, unknown>> = {}): {
  data: Template;
  api: Template;
} {
  const made = testApp(context);
  try {
    return { data: Template.fromStack(made.data), api: Template.fromStack(made.api) };
  } finally {
    made.remove();
  }
}
