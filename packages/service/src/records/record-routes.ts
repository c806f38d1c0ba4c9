import { records } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { createRecord } from './create-record.ts';
import { deleteRecord } from './delete-record.ts';
import { getRecord } from './get-record.ts';
import { listRecords } from './list-records.ts';
import type { RecordTools } from './record-tools.ts';

/** The code of every operation of the module. */
export function recordRoutes(tools: RecordTools): readonly Route[] {
  return [
    route(records.createRecord, createRecord(tools)),
    route(records.listRecords, listRecords(tools)),
    route(records.getRecord, getRecord(tools)),
    route(records.deleteRecord, deleteRecord(tools)),
  ];
}
