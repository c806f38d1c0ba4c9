import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One value of a CloudFormation template. */
export type TemplateValue =
  | string
  | number
  | boolean
  | readonly TemplateValue[]
  | { readonly [name: string]: TemplateValue };

/** A template without what every template has. */
export interface HandWrittenStack {
  readonly Resources: Readonly<Record<string, TemplateValue>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: TemplateValue }>>;
}

/** Writes the stacks, by their names, as a cloud assembly into `directory`. */
export async function writeAssembly(
  directory: string,
  stacks: Readonly<Record<string, HandWrittenStack>>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const artifacts: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(stacks)) {
    const templateFile = `${name}.template.json`;
    await writeFile(join(directory, templateFile), JSON.stringify(template));
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile } };
  }
  await writeFile(join(directory, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
}

/** A function of a few lines that is written in the template itself, with a role of its own. */
export function inlineFunction(name: string, source: string): Record<string, TemplateValue> {
  return {
    [`${name}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      },
    },
    [name]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
        Code: { ZipFile: source },
      },
    },
  };
}
