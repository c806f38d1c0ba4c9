import { items } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { createItem } from './create-item.ts';
import { deleteItem } from './delete-item.ts';
import { getItem } from './get-item.ts';
import type { ItemTools } from './item-tools.ts';
import { listItems } from './list-items.ts';

/** The code of every operation of the module. */
export function itemRoutes(tools: ItemTools): readonly Route[] {
  return [
    route(items.createItem, createItem(tools)),
    route(items.listItems, listItems(tools)),
    route(items.getItem, getItem(tools)),
    route(items.deleteItem, deleteItem(tools)),
  ];
}
