import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'rolldown';
import { onlyProse, withoutProse } from './prose-split.ts';

const SOURCES = '/packages/controls/src/';
const DOOR = `${SOURCES}prose.ts`;
const ONLY_PROSE = '?prose';

/**
 * Keeps the prose of controls out of the program: the chunk that starts has controls without it, and the functions of
 * `prose.ts` import a chunk that has the same registry over controls that are nothing but prose. In the sources both are one.
 */
export function stripProse(): Plugin {
  return {
    name: 'strip-prose',
    resolveId(source, importer) {
      if (importer === undefined) return null;
      if (source.endsWith(ONLY_PROSE)) return resolve(dirname(importer), source);
      const leads = importer.endsWith(ONLY_PROSE) && /^\.\/(registry|[^/.]+\/[^/.]+)\.ts$/.test(source);
      return leads ? resolve(dirname(importer), source) + ONLY_PROSE : null;
    },
    load(id) {
      if (!id.endsWith(ONLY_PROSE)) return null;
      const source = readFileSync(id.slice(0, -ONLY_PROSE.length), 'utf8');
      return { code: definesControl(source) ? onlyProse(source) : source, moduleType: 'ts' };
    },
    transform(code, id) {
      if (id.endsWith(DOOR)) return { code: forwarded(code) };
      return id.includes(SOURCES) && !id.endsWith(ONLY_PROSE) && definesControl(code) ? { code: withoutProse(code) } : null;
    },
  };
}

function definesControl(source: string): boolean {
  return source.includes(' = defineControl({') || source.includes('export default defineControl({');
}

/** A module with the same functions, which asks the module itself only when one is called. */
function forwarded(source: string): string {
  const names = [...source.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name);
  const exports = names.map((name) => `export const ${name} = async (...args) => (await original()).${name}(...args);`);
  return [`const original = () => import('./prose.ts${ONLY_PROSE}');`, ...exports].join('\n');
}
