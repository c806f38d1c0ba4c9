import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

/**
 * Lets the web application read what API Gateway itself answers (no token, throttled, no such route): without these
 * headers a browser shows a CORS error in place of a 401.
 *
 * Only headers: the bodies stay AWS's own (`{"message":"Unauthorized"}`), which clients and tools know and match,
 * though the functions answer problem+json.
 */
export function allowGatewayAnswers(api: RestApi, webOrigin: string): void {
  for (const type of [ResponseType.DEFAULT_4XX, ResponseType.DEFAULT_5XX]) {
    api.addGatewayResponse(type.responseType, {
      type,
      responseHeaders: {
        'Access-Control-Allow-Origin': `'${webOrigin}'`,
        'Access-Control-Expose-Headers': "'x-amzn-RequestId,x-amzn-ErrorType'",
      },
    });
  }
}
