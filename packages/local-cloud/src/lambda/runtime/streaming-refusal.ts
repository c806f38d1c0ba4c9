/**
 * Gives the function the global `awslambda`, whose response streaming is refused as soon as it is used.
 * `notice` hears of it.
 */
export function refuseStreaming(notice: (text: string) => void): void {
  const refuse = (): never => {
    const text = 'Response streaming (awslambda.streamifyResponse) is not supported by the local cloud.';
    notice(text);
    throw new Error(text);
  };
  const awslambda = { streamifyResponse: refuse, HttpResponseStream: { from: refuse } };
  Object.assign(globalThis, { awslambda });
}
