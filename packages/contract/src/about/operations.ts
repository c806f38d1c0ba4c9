import { type Operation, type OperationInput, problemAnswers } from '../operation.ts';
import { type Me, meSchema } from './me.ts';
import { type OpenApiDocument, openApiDocumentSchema } from './open-api-document.ts';

export const getMe: Operation<OperationInput, Me> = {
  module: 'about',
  name: 'getMe',
  summary: 'Tell who asks: the person, what the token allows, and which personal access token it is.',
  method: 'GET',
  resource: '/me',
  scope: 'any',
  input: {},
  answers: { 200: { description: 'The caller.', schema: meSchema }, ...problemAnswers(400) },
};

const { 401: _never, ...openProblems } = problemAnswers(400);

export const getOpenApi: Operation<OperationInput, OpenApiDocument> = {
  module: 'about',
  name: 'getOpenApi',
  summary: 'Read this document, with the addresses of the deployment that answers. It needs no token.',
  method: 'GET',
  resource: '/openapi.json',
  scope: 'none',
  peopleOnly: true,
  input: {},
  requestHeaders: ['If-None-Match'],
  answers: {
    200: { description: 'The OpenAPI document.', schema: openApiDocumentSchema, headers: ['ETag'] },
    304: { description: 'The caller has it already.', headers: ['ETag'] },
    ...openProblems,
  },
};
