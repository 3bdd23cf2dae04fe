import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedKind } from './read-openapi.ts';

/** The life of an API: minors of Kubernetes 1. */
export interface Lifecycle {
  readonly introduced: number | undefined;
  readonly deprecated: number | undefined;
  readonly removed: number | undefined;
  /** `apps/v1 Deployment`. */
  readonly replacement: string | undefined;
}

const FILE = 'zz_generated.prerelease-lifecycle.go';

/** What a module's generated lifecycle functions say, by `apps/v1beta1 Deployment`. */
export function readLifecycles(folder: string): ReadonlyMap<string, Lifecycle> {
  const lifecycles = new Map<string, Lifecycle>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(FILE))) {
    const version = path.split('/').at(-2) ?? '';
    const group = groupOf(join(folder, path, '..'));
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const text = readFileSync(join(folder, path), 'utf8');
    for (const kind of new Set([...text.matchAll(/^func \(in \*(\w+)\)/gm)].map(([, name = '']) => name))) {
      if (!kind.endsWith('List')) lifecycles.set(`${apiVersion} ${kind}`, lifecycleOf(text, kind));
    }
  }
  return lifecycles;
}

/** The group that a Go package registers. */
function groupOf(folder: string): string {
  const match = /^(?:const )?\s*GroupName\s*=\s*"([^"]*)"/m.exec(readFileSync(join(folder, 'register.go'), 'utf8'));
  if (match?.[1] === undefined) throw new Error(`${folder} registers no group`);
  return match[1];
}

function lifecycleOf(text: string, kind: string): Lifecycle {
  const minor = (name: string): number | undefined => {
    const match = new RegExp(`^func \\(in \\*${kind}\\) APILifecycle${name}\\(\\).*\\n\\treturn 1, (\\d+)$`, 'm').exec(text);
    return match === null ? undefined : Number(match[1]);
  };
  const replacement = new RegExp(
    `^func \\(in \\*${kind}\\) APILifecycleReplacement\\(\\).*\\n.*Group: "(.*)", Version: "(.*)", Kind: "(.*)"`,
    'm',
  ).exec(text);
  return {
    introduced: minor('Introduced'),
    deprecated: minor('Deprecated'),
    removed: minor('Removed'),
    replacement:
      replacement === null ? undefined : `${replacement[1] ? `${replacement[1]}/` : ''}${replacement[2]} ${replacement[3]}`,
  };
}

/**
 * The lifecycles of kinds that a minor serves and a later one does not: what was served decides over what was planned. Throws
 * where the newest minor serves what is said to be removed.
 */
export function withdrawn(
  kinds: ReadonlyMap<number, readonly ServedKind[]>,
  known: ReadonlyMap<string, Lifecycle>,
): ReadonlyMap<string, Lifecycle> {
  const lastServed = new Map<string, number>();
  for (const [minor, served] of kinds) for (const { apiVersion, kind } of served) lastServed.set(`${apiVersion} ${kind}`, minor);
  const newest = Math.max(...kinds.keys());
  const lifecycles = new Map<string, Lifecycle>();
  for (const [name, minor] of lastServed) {
    const lifecycle: Lifecycle = known.get(name) ?? NOTHING;
    if (minor < newest) lifecycles.set(name, { ...lifecycle, removed: minor + 1 });
    else if ((lifecycle.removed ?? Infinity) <= newest)
      throw new Error(`${name} is said to be removed in 1.${lifecycle.removed}`);
  }
  return lifecycles;
}

const NOTHING: Lifecycle = { introduced: undefined, deprecated: undefined, removed: undefined, replacement: undefined };
