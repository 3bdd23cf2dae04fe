/** `node warm.ts <dist> <arguments>`: runs the program that lies in a folder, and keeps there what V8 compiled of it. */
import { ChunkLoader } from '../../packages/cli/src/boot/chunk-loader.ts';

const [node = '', , dist = '', ...args] = process.argv;
process.argv = [node, dist, ...args];
const chunks = new ChunkLoader(dist);
process.once('exit', () => chunks.save());
chunks.load('program.cjs');
