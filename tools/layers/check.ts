import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { LAYERS } from './layers.ts';
import { rulesOf } from './rules.ts';

export interface LayerReport {
  /** How many of our own modules were seen: a check that saw none has checked nothing. */
  readonly modules: number;
  readonly violations: readonly string[];
}

const FOLDERS = ['packages', 'tools', 'conformance', 'bench', 'e2e'];

/** Checks every import of the workspace at `root` against the table of layers. */
export async function checkLayers(root: string): Promise<LayerReport> {
  const { output } = await cruise(
    FOLDERS.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: root,
      // The one parser of dependency-cruiser that reads TypeScript without TypeScript 6.
      parser: 'swc',
      moduleSystems: ['es6'],
      tsPreCompilationDeps: true,
      exclude: { path: '(^|/)(dist|coverage)/' },
      doNotFollow: { path: 'node_modules' },
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['bulwark-source', 'node', 'import', 'default', 'types'],
      },
      validate: true,
      ruleSet: { forbidden: rulesOf(LAYERS) },
    },
  );
  const { modules, summary } = output as ICruiseResult;
  const own = modules.filter((module) => /^(packages|tools|conformance|bench|e2e)\//.test(module.source));
  const broken = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return { modules: own.length, violations: [...unplaced(root), ...broken] };
}

function unplaced(root: string): string[] {
  const known = new Set(LAYERS.flat().map((room) => room.name));
  const folders = readdirSync(join(root, 'packages'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => `no-place: packages/${name} is not in the table of layers`);
}
