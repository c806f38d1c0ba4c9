/** The value of an environment variable that the stack must have set. */
export function environmentVariable(name: string, from: NodeJS.ProcessEnv = process.env): string {
  const value = from[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is missing`);
  return value;
}
