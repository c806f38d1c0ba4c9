declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** A request that is about to be sent. */
  interface SwaggerRequest {
    readonly url: string;
    readonly headers: Record<string, string>;
  }

  /** Of the options of Swagger UI those that are used here. */
  interface SwaggerOptions {
    readonly spec: object;
    readonly domNode: HTMLElement;
    readonly deepLinking: boolean;
    readonly defaultModelsExpandDepth: number;
    readonly displayRequestDuration: boolean;
    readonly docExpansion: 'list' | 'full' | 'none';
    readonly filter: boolean;
    readonly tryItOutEnabled: boolean;
    readonly validatorUrl: null;
    readonly requestInterceptor: (request: SwaggerRequest) => Promise<SwaggerRequest>;
  }

  const SwaggerUI: (options: SwaggerOptions) => unknown;
  export = SwaggerUI;
}
