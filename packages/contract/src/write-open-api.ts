import { writeFileSync } from 'node:fs';
import { committedOpenApi, OPEN_API_FILE } from './committed-open-api.ts';

writeFileSync(OPEN_API_FILE, committedOpenApi());
