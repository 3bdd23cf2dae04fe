import { resolve } from 'node:path';
import { build } from './build.ts';

await build(resolve(import.meta.dirname, '../../packages/cli'));
