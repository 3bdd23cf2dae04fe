import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleFolder, stagingVersion } from '../go-module.ts';
import type { Definitions } from '../definitions.ts';
import { API_MODULES } from '../releases.ts';
import { DefinitionReader, type FunctionHome } from './definition-defaults.ts';
import { readFeatureGates, withGates, type FeatureGates } from './feature-gates.ts';
import { readFunctions } from './go-functions.ts';
import { readGoSource, resolverOf, type GoPackage } from './go-package.ts';

/**
 * Reads the defaults of one release's definitions from its source, as the table's lines. Definitions that have none are left
 * out.
 */
export function readDefaults(release: string, definitions: Iterable<string>): Definitions {
  const kubernetes = moduleFolder('k8s.io/kubernetes', `v${release}`);
  const declaring = API_MODULES.flatMap(({ module, folder }) =>
    packagesIn(join(moduleFolder(module, stagingVersion(release)), folder)),
  );
  // Those that kube-apiserver itself serves are defaulted in its own packages, the others where they are declared.
  const defaulting = [...packagesIn(join(kubernetes, 'pkg/apis')), ...declaring];
  const gates = readFeatureGates(join(kubernetes, 'pkg/features'));
  const homes = new Map(defaulting.flatMap((each) => homesIn(each, gates)));
  const reader = new DefinitionReader(readGoSource([...declaring, ...defaulting]), homes);
  const kinds = new Set(defaulting.flatMap(defaultedKinds));
  return linesOf(definitions, reader, kinds);
}

/** Packages such as `core/v1` below a folder. */
function packagesIn(folder: string): readonly GoPackage[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((group) => group.isDirectory())
    .flatMap((group) =>
      readdirSync(join(folder, group.name), { withFileTypes: true })
        .filter((version) => version.isDirectory() && /^v\d+(?:(?:alpha|beta)\d+)?$/.test(version.name))
        .map((version) => ({ name: `${group.name}.${version.name}`, folder: join(folder, group.name, version.name) })),
    );
}

function homesIn({ name, folder }: GoPackage, gates: FeatureGates): readonly (readonly [string, FunctionHome])[] {
  const file = join(folder, 'defaults.go');
  if (!existsSync(file)) return [];
  const text = withGates(readFileSync(file, 'utf8'), gates);
  const names = resolverOf(name, text);
  const functions = new Map(readFunctions(text).map((each) => [each.name, each]));
  const home: FunctionHome = { names, functions };
  return [...functions.values()].flatMap(({ name: own, type }) =>
    type !== undefined && own === `SetDefaults_${type.slice(type.lastIndexOf('.') + 1)}` ? [[names(type), home] as const] : [],
  );
}

/** The kinds of a package that have a defaulting function, which the generated file has for each of them. */
function defaultedKinds({ name, folder }: GoPackage): readonly string[] {
  const file = join(folder, 'zz_generated.defaults.go');
  if (!existsSync(file)) return [];
  return Array.from(
    readFileSync(file, 'utf8').matchAll(/^func SetObjectDefaults_(\w+)\(/gm),
    ([, kind = '']) => `${name}.${kind}`,
  );
}

function linesOf(definitions: Iterable<string>, reader: DefinitionReader, kinds: ReadonlySet<string>): Definitions {
  const needs = (name: string): boolean =>
    reader.linesOf(name).length > 0 || reader.embedded(name).some(([, type]) => needs(type));
  const lines = Array.from(definitions, (name) => {
    const embedded = reader.embedded(name).flatMap(([json, type]) => (needs(type) ? [[json, 'always'] as const] : []));
    const amounts = reader.amounts(name).map((json) => [json, 'amounts'] as const);
    return [name, new Map([...(kinds.has(name) ? [KIND] : []), ...reader.linesOf(name), ...embedded, ...amounts])] as const;
  });
  return new Map(lines.filter(([, each]) => each.size > 0));
}

const KIND = ['*', ''] as const;
