import { STATUS_CODES } from 'node:http';
import type { PartContext } from '../aws/cloud-part.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { LogSink } from '../logs/log-sink.ts';
import { type CloudFrontStore, requireFunction } from './cloudfront-store.ts';
import type { CacheBehavior, Distribution, EdgeFunction } from './distribution.ts';
import { type EdgeEvent, edgeRequest, edgeResponse } from './edge-functions/edge-event.ts';
import { EdgeFunctionError, type EdgeFunctions } from './edge-functions/edge-functions.ts';
import {
  changeResponse,
  EdgeResultError,
  isResponse,
  requestOfResult,
  responseOfResult,
} from './edge-functions/edge-result.ts';
import { EDGE_ERRORS, type EdgeError } from './error-page.ts';
import type { HeaderFields } from './header-fields.ts';

/** A function of the behavior failed; the viewer gets the error's page. */
export class EdgeFailure extends Error {
  override name = 'EdgeFailure';
  readonly edge: EdgeError;
  readonly cacheResult: string;
  constructor(edge: EdgeError, cacheResult: string, options?: ErrorOptions) {
    super(edge.text, options);
    this.edge = edge;
    this.cacheResult = cacheResult;
  }
}

/** The functions of a behavior. Both throw EdgeFailure. */
export interface ViewerFunctions {
  /** The request to go on with, or the answer that a function gave instead. */
  onRequest(
    distribution: Distribution,
    behavior: CacheBehavior,
    viewer: HttpRequest,
  ): Promise<HttpRequest | HttpResponse>;
  /** Changes the headers of an answer; gives its status. */
  onResponse(
    distribution: Distribution,
    behavior: CacheBehavior,
    request: HttpRequest,
    status: number,
    fields: HeaderFields,
  ): Promise<number>;
}

export function createViewerFunctions(
  { sources, journal }: Pick<PartContext, 'sources' | 'journal'>,
  store: CloudFrontStore,
  functions: EdgeFunctions,
  logs: LogSink,
): ViewerFunctions {
  /** Runs it, writes what it printed, and hands what it gave to `use`. */
  async function run<Result>(
    found: EdgeFunction,
    event: EdgeEvent,
    use: (result: unknown) => Result,
  ): Promise<Result> {
    const { requestId, distributionId } = event.context;
    try {
      const { result, log } = await functions.run(found.code, event);
      await writeLog(found.name, requestId, log);
      return use(result);
    } catch (error) {
      const isResult = error instanceof EdgeResultError;
      if (!isResult && !(error instanceof EdgeFunctionError)) throw error;
      journal.write({
        source: 'cloudfront',
        outcome: 'failed',
        requestId,
        rule: `function ${found.name} of distribution ${distributionId}`,
        text: error.message,
      });
      throw isResult
        ? new EdgeFailure(EDGE_ERRORS.functionResult, 'Error', { cause: error })
        : new EdgeFailure(EDGE_ERRORS.functionFailed, 'FunctionExecutionError', { cause: error });
    }
  }

  async function writeLog(name: string, requestId: string, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const timestamp = sources.now();
    await logs.append(
      `/aws/cloudfront/function/${name}`,
      new Date(timestamp).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/'),
      lines.map((line) => ({ timestamp, message: `${requestId} ${line}` })),
    );
  }

  const contextOf = (
    { id, domainName }: Distribution,
    request: HttpRequest,
    eventType: EdgeEvent['context']['eventType'],
  ): Pick<EdgeEvent, 'version' | 'context' | 'viewer'> => ({
    version: '1.0',
    context: {
      distributionDomainName: domainName,
      distributionId: id,
      eventType,
      requestId: request.id,
    },
    viewer: { ip: request.remoteAddress },
  });

  return {
    async onRequest(distribution, { viewerRequestFunctionArn: arn }, viewer) {
      if (arn === undefined) return viewer;
      const shown = edgeRequest(viewer);
      const event = { ...contextOf(distribution, viewer, 'viewer-request'), request: shown };
      return run(requireFunction(store, arn), event, (result) =>
        isResponse(result) ? responseOfResult(result) : requestOfResult(result, viewer, shown),
      );
    },
    async onResponse(distribution, { viewerResponseFunctionArn: arn }, request, status, fields) {
      if (arn === undefined) return status;
      const response = edgeResponse(status, STATUS_CODES[status] ?? '', fields);
      const event = {
        ...contextOf(distribution, request, 'viewer-response'),
        request: edgeRequest(request),
        response,
      };
      return run(requireFunction(store, arn), event, (result) => changeResponse(result, fields, response));
    },
  };
}
