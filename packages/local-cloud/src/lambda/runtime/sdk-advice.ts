/**
 * Keeps the AWS SDK's advice to take a newer Node out of every new environment's log: it is about this machine's Node,
 * where AWS runs the one that the function declares.
 */
export function leaveOutSdkAdvice(): void {
  const emitWarning = process.emitWarning;
  process.emitWarning = (...parameters: unknown[]): void => {
    if (/^Node\w+Warning: The AWS SDK for JavaScript/.test(String(parameters[0]))) return;
    Reflect.apply(emitWarning, process, parameters);
  };
}
