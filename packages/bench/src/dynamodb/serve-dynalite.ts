import { join } from 'node:path';
import dynalite from 'dynalite';

// dynalite on LevelDB files; its delays, which only imitate AWS's, are off.
const [directory = ''] = process.argv.slice(2);
const server = dynalite({
  path: join(directory, 'db'),
  createTableMs: 0,
  deleteTableMs: 0,
  updateTableMs: 0,
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`port ${server.address().port}\n`);
});
