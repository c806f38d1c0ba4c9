/** One synchronous invocation's outcome, as the Invoke operation answers it. */
export interface InvocationResult {
  /** Absent when the handler returned. */
  readonly functionError?: 'Unhandled' | 'Handled';
  /** The JSON that the handler returned, or the error object. */
  readonly payload: string;
  readonly requestId: string;
  /** The last 4 KB of the invocation's log. */
  readonly logTail: string;
}

export interface InvocationOptions {
  /** Becomes `_X_AMZN_TRACE_ID` and the context's trace header. */
  readonly traceId?: string;
  /** base64 of the client context, as X-Amz-Client-Context carries it. */
  readonly clientContext?: string;
}

/** How the other parts of the cloud (API Gateway, Cognito's triggers) call functions. */
export interface FunctionInvoker {
  /**
   * Runs the function with `payload` (JSON) and waits for its answer.
   * Throws AwsError (ResourceNotFoundException, TooManyRequestsException, ...) when it could not be started.
   */
  invoke(functionArn: string, payload: string, options?: InvocationOptions): Promise<InvocationResult>;
  /** Whether the function's resource policy lets that service invoke it for that source. */
  allows(functionArn: string, servicePrincipal: string, sourceArn: string): boolean;
}
