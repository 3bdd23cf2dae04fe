import type { Plugin } from 'rolldown';

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
        return `const {${names.replaceAll(/\s+as\s+/g, ': ')}} = process.getBuiltinModule('${module}');`;
      });
      if (/\bfrom\s*["']node:/.test(quick))
        throw new Error('an import of a module of Node has a form that quick-builtins does not know');
      return { code: quick };
    },
  };
}

const LATE = "new Proxy({}, { get: (_, name) => process.getBuiltinModule('node:crypto')[name] })";

/** Takes `node:crypto` of a CommonJS chunk when one of its functions is called: it is slow to load, and seldom needed. */
export function lateCrypto(): Plugin {
  return {
    name: 'late-crypto',
    renderChunk(code) {
      const late = code.replaceAll(/\brequire\(\s*["'`]node:crypto["'`]\s*\)/g, LATE);
      if (/node:crypto["'`]/.test(late.replaceAll(LATE, '')))
        throw new Error('the module node:crypto is taken in a form that late-crypto does not know');
      return { code: late };
    },
  };
}
