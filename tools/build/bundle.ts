import { resolve } from 'node:path';
import { rolldown, type CodeSplittingGroup, type OutputAsset, type OutputChunk, type RolldownOptions } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { inAscii } from './in-ascii.ts';
import { lateCrypto, quickBuiltins } from './quick-builtins.ts';
import { stripProse } from './strip-prose.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CLI = resolve(ROOT, 'packages/cli');

export interface Bundle {
  /** Path below `dist/` → text. */
  readonly files: ReadonlyMap<string, string>;
  /** The files of other packages that went into the program. */
  readonly foreign: readonly string[];
}

const BASE: RolldownOptions = {
  cwd: ROOT,
  platform: 'node',
  tsconfig: resolve(ROOT, 'tsconfig.json'),
  resolve: { conditionNames: ['bulwark-source', 'node', 'import', 'module', 'default'] },
  // How long a build takes is no fault of what is built: a busy machine must not fail it.
  checks: { bundlerTimings: false },
  onLog(level, log) {
    throw new Error(`the bundle is not clean (${level}): ${log.message}`);
  },
};

/**
 * Few chunks, because every file costs at the start: what the parsing of a command line needs, all that judges, the tables of
 * Kubernetes' kinds, and what most scans do not load: the prose, formats for other programs, and the commands that look at
 * one thing alone.
 */
const GROUPS: CodeSplittingGroup[] = [
  {
    name: 'base',
    test: /\/model\/src\/(user-error|finding)\.ts$|\/schema\/src\/versions\.ts$|\/report\/src\/clean\.ts$|\/cli\/(package\.json|src\/(adoption\/flags|adoption\/judging-flags|closest|color-flag|generate\/providers|outputs|print-error|renders\/flags|shell-names|version|web-address)\.ts)$/,
  },
  {
    name: 'core',
    test: /\/packages\/(?!cli\/|render\/|fix\/|source\/src\/edit\/|rbac\/src\/(?!(?:policy|read|rule|subject)\/|request\.ts)|audit\/|least-privilege\/|report\/src\/(?:csv|git|html|junit|markdown|late-renderers|source-link|summary-line|xml-text)|schema\/src\/generated\/|engine\/src\/(?:waivers\/(?!waiver-controls|annotation-marks)|baseline\/|changed\.))(?!.*(?:\?prose|-prose\.ts)$)|\/schema\/src\/generated\/resources\.ts$|\/cli\/src\/(?:adoption\/(?:adopted|judging|scan-settings|waiver-explanation)|config\/find-config|renders\/renderable)\.ts$|\/cli\/src\/(?!main|index|application|program|shell|spawn-here|standard-output|usage-error)[\w-]+\.ts$|\/(?!pod-security-|rbac-|fix-|harden-|completion-|init-|config-|generate-)[\w-]+-run\.ts$|node_modules\/(?!@stricli)/,
  },
  { name: 'reports', test: /\/report\/src\/(?:csv|git|html|junit|markdown|late-renderers|source-link|summary-line|xml-text)/ },
  // Of which a scan loads nothing where nothing is to be rendered.
  { name: 'renders', test: /\/packages\/render\/|\/cli\/src\/(?:renders\/(?!flags|renderable)|spawn-here\.ts$)/ },
  // Of which a scan loads nothing.
  { name: 'pod-security', test: /\/cli\/src\/pod-security\/|\/commands\/pod-security-[a-z]+-run\.ts$/ },
  {
    name: 'fix',
    test: /\/packages\/fix\/|\/source\/src\/edit\/|\/cli\/src\/(?:fix|harden)\/|\/commands\/(?:fix|harden)-run\.ts$/,
  },
  {
    name: 'rbac',
    test: /\/packages\/(?:rbac\/(?!src\/defaults\/generated\/)|audit\/|least-privilege\/)|\/cli\/src\/rbac\/(?!flags\.)|\/commands\/rbac-[a-z-]+-run\.ts$|\/generated\/resources\.ts$|\/schema\/src\/resources\//,
  },
  { name: 'generate', test: /\/cli\/src\/generate\/|\/commands\/generate-[a-z0-9-]+-run\.ts$/ },
  // Of which a scan without a bulwark.yaml, and of files in which nobody is excused, loads nothing.
  {
    name: 'adoption',
    test: /\/engine\/src\/(?:waivers|baseline|changed)|\/cli\/src\/(?:config|migrate|init)\/|\/cli\/src\/adoption\/(?!flags|judging)|\/commands\/(?:init|config-migrate)-run\.ts$/,
  },
  // Last, because a group takes what its modules need with it, unless an earlier one has it.
  { name: 'prose', test: /\?prose$|-prose\.ts$/ },
];

/**
 * The program and the library, as few files that load only what a command needs. The chunks are CommonJS, because scripts can
 * be given what V8 has compiled before, and modules cannot; `main.js` loads them so, and `index.js` is the face of the library.
 */
export async function bundleProgram(): Promise<Bundle> {
  const [chunks, boot] = await Promise.all([bundleChunks(), bundleBoot()]);
  const library = chunks.find(({ name, isEntry }) => isEntry && name === 'index');
  return {
    files: new Map([
      ...[...chunks, boot].map((chunk) => [chunk.fileName, inAscii(chunk.code)] as const),
      ['index.js', `import library from './index.cjs';\nexport const { ${library?.exports.join(', ')} } = library;\n`],
    ]),
    foreign: chunks.flatMap((chunk) => chunk.moduleIds).filter((id) => id.includes('/node_modules/')),
  };
}

async function bundleChunks(): Promise<readonly OutputChunk[]> {
  const input = { program: resolve(CLI, 'src/main.ts'), index: resolve(CLI, 'src/index.ts') };
  const build = await rolldown({ ...BASE, input, plugins: [stripProse(), lateCrypto()] });
  const { output } = await build.generate({
    format: 'cjs',
    strict: true,
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    codeSplitting: { groups: GROUPS },
  });
  await build.close();
  return output.filter((file): file is OutputChunk => file.type === 'chunk');
}

async function bundleBoot(): Promise<OutputChunk> {
  const build = await rolldown({ ...BASE, input: { main: resolve(CLI, 'src/boot/boot.ts') }, plugins: [quickBuiltins()] });
  const { output } = await build.generate({ format: 'esm', minify: true, entryFileNames: '[name].js' });
  await build.close();
  return output[0];
}

/** The library's types in one file. */
export async function bundleTypes(): Promise<Bundle> {
  const build = await rolldown({
    ...BASE,
    input: { index: resolve(CLI, 'src/index.ts') },
    plugins: [dts({ generator: 'oxc', emitDtsOnly: true, cwd: ROOT })],
  });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  return { files: new Map(output.map((file) => [file.fileName, textOf(file)])), foreign: [] };
}

function textOf(file: OutputChunk | OutputAsset): string {
  if (file.type === 'chunk') return file.code;
  return typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source);
}
