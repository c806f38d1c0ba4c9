import { readFileSync } from 'node:fs';

/** The addresses of a deployed Taskyard, local or on AWS. */
export interface Outputs {
  /** Ends with a slash. */
  readonly PeopleApiUrl: string;
  /** Ends with a slash. */
  readonly AutomationApiUrl: string;
  readonly UserPoolId: string;
  readonly UserPoolClientId: string;
  /** Base of the sign-in pages, without a slash at its end. */
  readonly SignInUrl: string;
  readonly CallbackUrl: string;
  readonly WebUrl: string;
  readonly TasksTableName: string;
  readonly TasksFunctionName: string;
  readonly TasksLogGroupName: string;
  readonly RecordsTableName: string;
  readonly RecordSummaryFunctionName: string;
  readonly AttachmentsBucketName: string;
  readonly TransfersBucketName: string;
  readonly RecordSummariesBucketName: string;
  readonly NetworksFunctionName: string;
}

/** Where `npm start` writes the outputs unless told otherwise. */
export const DEFAULT_OUTPUTS_FILE = '.taskyard/outputs.json';

/** Reads the outputs of all stacks from a file of `cdk deploy --outputs-file`'s form. Throws when one is missing. */
export function readOutputs(file: string): Outputs {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} is not there: does Taskyard run? (npm start)`, { cause });
  }
  const stacks: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(content);
  const outputs: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(stacks));
  const named = (name: keyof Outputs): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`${file} has no output ${name}.`);
    return value;
  };
  return {
    PeopleApiUrl: named('PeopleApiUrl'),
    AutomationApiUrl: named('AutomationApiUrl'),
    UserPoolId: named('UserPoolId'),
    UserPoolClientId: named('UserPoolClientId'),
    SignInUrl: named('SignInUrl').replace(/\/$/, ''),
    CallbackUrl: named('CallbackUrl'),
    WebUrl: named('WebUrl'),
    TasksTableName: named('TasksTableName'),
    TasksFunctionName: named('TasksFunctionName'),
    TasksLogGroupName: named('TasksLogGroupName'),
    RecordsTableName: named('RecordsTableName'),
    RecordSummaryFunctionName: named('RecordSummaryFunctionName'),
    AttachmentsBucketName: named('AttachmentsBucketName'),
    TransfersBucketName: named('TransfersBucketName'),
    RecordSummariesBucketName: named('RecordSummariesBucketName'),
    NetworksFunctionName: named('NetworksFunctionName'),
  };
}
