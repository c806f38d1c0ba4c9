#!/usr/bin/env node
import { load } from '../cli.mjs';

const { main } = await load();
process.exitCode = await main(process.argv.slice(2));
