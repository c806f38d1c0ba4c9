export { AssemblyError } from './assembly/cloud-assembly.ts';
export { LocalCloud, type LocalCloudOptions } from './cloud.ts';
export { DeploymentError, type DeploymentSummary } from './cloudformation/stack-deployment.ts';
export { type SupportFinding, UnsupportedTemplateError } from './cloudformation/support-check.ts';
export { TemplateError } from './cloudformation/template.ts';
export { DataDirectoryError } from './data-directory.ts';
export { ListenError } from './front-door/listener.ts';
export type { AdministratorKeys } from './iam/iam.ts';
export type { Journal, JournalEntry } from './journal/journal.ts';
