import * as z from 'zod';

/** An OpenAPI 3.1 document. Its own specification says what is in it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly [name: string]: unknown;
}

export const openApiDocumentSchema: z.ZodType<OpenApiDocument> = z
  .looseObject({ openapi: z.string() })
  .meta({ id: 'OpenApiDocument' });
