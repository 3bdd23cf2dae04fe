import type { Plugin } from 'rolldown';

/** Slow to load, and seldom needed: taken when one of its functions is called. */
const SLOW = 'node:crypto';

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*["'](node:[\w/]+)["'];?/g;

/**
 * Takes Node's own modules by `process.getBuiltinModule` instead of by import statements. For an import, Node makes a face
 * with every export of the module, and for that loads what most programs never use: of `node:fs` its streams and promises,
 * three milliseconds at each start.
 */
export function quickBuiltins(): Plugin {
  return {
    name: 'quick-builtins',
    renderChunk(code) {
      const quick = code.replaceAll(IMPORT, (_, names: string, module: string) => {
        if (module === SLOW) return onCall(names, module);
        return `const {${names.replaceAll(/\s+as\s+/g, ': ')}} = process.getBuiltinModule('${module}');`;
      });
      if (/\bfrom\s*["']node:/.test(quick))
        throw new Error('an import of a module of Node has a form that quick-builtins does not know');
      return { code: quick };
    },
  };
}

function onCall(names: string, module: string): string {
  return names
    .split(',')
    .map((name) => {
      const [exported = '', local = exported] = name.trim().split(/\s+as\s+/);
      return `const ${local} = (...args) => process.getBuiltinModule('${module}').${exported}(...args);`;
    })
    .join('');
}
