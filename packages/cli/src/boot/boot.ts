/** What `dist/main.js` is made of: it starts the built program, which lies in chunks beside it. */
import { ChunkLoader } from './chunk-loader.ts';

new ChunkLoader(import.meta.dirname).load('program.cjs');
