import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import { type Item, itemSchema, type NewItem, newItemSchema } from './item.ts';

export interface ItemPath {
  readonly itemId: string;
}

const itemPath = objectSchema<ItemPath>('ItemPath', { itemId: z.uuidv7() });

export const createItem: Operation<{ body: NewItem }, Item> = {
  module: 'items',
  name: 'createItem',
  summary: 'Make an item that everybody sees.',
  method: 'POST',
  resource: '/items',
  scope: 'items/write',
  input: { body: newItemSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The item as it was made.',
      schema: itemSchema,
      headers: ['Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 409, 413, 415, 422),
  },
};

export const listItems: Operation<{ query: PageQuery }, Page<Item>> = {
  module: 'items',
  name: 'listItems',
  summary: "List everybody's items, the newest first.",
  method: 'GET',
  resource: '/items',
  scope: 'items/read',
  input: { query: objectSchema<PageQuery>('ListItemsQuery', pageQueryMembers) },
  answers: {
    200: { description: 'A page of items.', schema: pageSchema('ItemPage', itemSchema), headers: ['Link'] },
    ...problemAnswers(400),
  },
};

export const getItem: Operation<{ path: ItemPath }, Item> = {
  module: 'items',
  name: 'getItem',
  summary: 'Read one item.',
  method: 'GET',
  resource: '/items/{itemId}',
  scope: 'items/read',
  input: { path: itemPath },
  answers: { 200: { description: 'The item.', schema: itemSchema }, ...problemAnswers(400, 404) },
};

export const deleteItem: Operation<{ path: ItemPath }, undefined> = {
  module: 'items',
  name: 'deleteItem',
  summary: 'Delete an item. Only who made it may.',
  method: 'DELETE',
  resource: '/items/{itemId}',
  scope: 'items/write',
  input: { path: itemPath },
  answers: { 204: { description: 'It is gone.' }, ...problemAnswers(400, 403, 404) },
};
