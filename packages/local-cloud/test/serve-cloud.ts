import { LocalCloud } from '../src/cloud.ts';

// Serves a local cloud in a process of its own, for tests that kill it or look at its memory. The argument is the
// data folder; the first line that is printed says where it is and who may call it.
const [, , dataDirectory = ''] = process.argv;
const cloud = await LocalCloud.open({ dataDirectory, port: 0 });
const { origin, administrator } = cloud;
process.stdout.write(`${JSON.stringify({ origin, administrator })}\n`);
