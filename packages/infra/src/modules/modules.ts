import type { ModuleDefinition } from '../module-definition.ts';
import { itemsModule } from './items.ts';
import { networksModule } from './networks.ts';
import { notesModule } from './notes.ts';
import { recordsModule } from './records.ts';
import { tasksModule } from './tasks.ts';
import { tokensModule } from './tokens.ts';

/** The modules of the application that keep something. One joins with its own file here. */
export const modules: readonly ModuleDefinition[] = [
  tasksModule,
  itemsModule,
  notesModule,
  recordsModule,
  networksModule,
  tokensModule,
];
