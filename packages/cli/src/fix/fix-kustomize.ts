import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { guardedPatch, mergePatch, type FixedObject } from '@bulwark/fix';
import { EXIT, identityOf, isObject, UserError, type Json, type KubeObject } from '@bulwark/model';
import type { Rendered } from '@bulwark/render';
import { clean, objectName } from '@bulwark/report';
import { yamlText } from '../rbac/review/yaml-text.ts';
import { shellPath } from '../shell-word.ts';
import type { Fixed } from './fix.ts';
import { fixedObjects } from './left-groups.ts';

const HEAD = '# Made by bulwark fix -o kustomize: the manifests as they are, and the fixes laid over them.\n';
const FILE = 'kustomization.yaml';

/** A kustomization whose render is what the fixed files hold. `folder` is where it will stand. */
export function* fixKustomize(fixed: Fixed, folder: string, cwd: string = folder): IterableIterator<string> {
  const { taken, left } = sorted(fixed);
  const wayTo = (path: string): string => relative(folder, resolve(cwd, path)).replaceAll('\\', '/');
  yield HEAD;
  // An overlay may lie anywhere; a file may not.
  if (taken.some(({ path, by }) => by === undefined && wayTo(path).startsWith('../'))) {
    yield '# Its files lie outside of its folder: kubectl kustomize --load-restrictor LoadRestrictionsNone renders it.\n';
  }
  for (const { path, reason } of left) yield `# left out: ${clean(path)}: ${reason}\n`;
  yield 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
  if (taken.length === 0) return;
  yield `resources:\n${yamlText(taken.map(({ path }) => wayTo(path)))}patches:\n`;
  for (const { objects } of taken) for (const object of objects) yield patchText(object);
}

/** Writes the kustomization into a folder, and says how it is rendered. */
export function* writeOverlay(fixed: Fixed, to: string, cwd: string): IterableIterator<string> {
  const folder = resolve(cwd, to);
  const location = join(folder, FILE);
  const shown = join(to, FILE);
  const text = [...fixKustomize(fixed, folder, cwd)].join('');
  try {
    if (existsSync(location) && !readFileSync(location, 'utf8').startsWith(HEAD)) {
      throw new UserError(`${shown} is there already, and was not made by bulwark fix`, { hint: 'name another folder' });
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(location, text);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${shown} cannot be written`, { exit: EXIT.environment, cause });
  }
  const outside = text.includes('--load-restrictor') ? ' --load-restrictor LoadRestrictionsNone' : '';
  yield `${clean(shown)} is written: kubectl kustomize${outside} ${shellPath(to)}\n`;
}

/** A file, or an overlay of which nothing is changed itself. */
interface Resource {
  readonly path: string;
  /** What renders it; undefined for a file. */
  readonly by: Rendered['by'] | undefined;
  readonly objects: readonly FixedObject[];
}

interface Sorted {
  readonly taken: readonly Resource[];
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}

/** Kustomize takes each object once, by its name, and files that hold nothing else. */
function sorted(result: Fixed): Sorted {
  const pathOf = ({ origin }: KubeObject): string => origin?.file.path ?? '';
  const objects = Map.groupBy(result.before.inventory.objects, pathOf);
  const renderers = new Map(result.before.renders.map(({ path, by }) => [path, by] as const));
  const known = new Set<string>();
  const taken: Resource[] = [];
  const left: { path: string; reason: string }[] = [];
  for (const [path, group] of Map.groupBy(fixedObjects(result), ({ fixed }) => pathOf(fixed.object))) {
    const own = objects.get(path) ?? [];
    const by = renderers.get(path);
    const reason = by === 'helm' ? 'it is a chart, which no kustomization takes as it is' : whyLeft(own, known);
    if (reason !== undefined) {
      left.push({ path, reason });
      continue;
    }
    for (const object of own) known.add(identityOf(object));
    taken.push({ path, by, objects: group.map(({ fixed }) => fixed) });
  }
  return { taken, left };
}

function whyLeft(objects: readonly KubeObject[], known: ReadonlySet<string>): string | undefined {
  const here = new Set<string>();
  for (const object of objects) {
    if (object.partial === 'kustomize-patch')
      return 'it is a patch of another kustomization: fix the files themselves, with --write';
    if (object.group === 'kustomize.config.k8s.io') return 'it is a kustomization itself';
    if (!object.identified) return `${objectName(object)} has no name by which a patch could find it`;
    const identity = identityOf(object);
    if (here.has(identity) || known.has(identity))
      return `${objectName(object)} is there twice, and a kustomization takes it once`;
    here.add(identity);
  }
  return undefined;
}

function patchText({ object, edits }: FixedObject): string {
  const { apiVersion, kind, namespace, name, group } = object;
  const merge = mergePatch(object.value, edits);
  if (merge !== undefined) {
    const { metadata: changed, ...rest } = merge.value;
    const metadata = { name, ...(namespace !== undefined && { namespace }), ...(isObject(changed) && changed) };
    return `  - patch: |-\n${yamlText({ apiVersion, kind, metadata, ...rest }, '      ')}`;
  }
  const version = apiVersion.slice(group === '' ? 0 : group.length + 1);
  const target: Json = {
    ...(group !== '' && { group }),
    version,
    kind,
    name: literal(name),
    ...(namespace !== undefined && { namespace: literal(namespace) }),
  };
  const patch = guardedPatch(object.value, edits).map((operation): Json => ({ ...operation }));
  return `  - target:\n${yamlText(target, '      ')}    patch: |-\n${yamlText(patch, '      ')}`;
}

/** Names of targets are patterns. */
function literal(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
