import type { Definitions } from './definitions.ts';
import type { Lifecycle } from './lifecycle.ts';
import { minorsText } from './minors.ts';
import { ownName, packageOf } from './names.ts';
import type { ServedKind } from './read-openapi.ts';

/** Something by minor. */
export type ByMinor<T> = ReadonlyMap<number, T>;

/** The definitions of all minors: a package a section, a definition a line, a field a line below it. */
export function definitionsTable(byMinor: ByMinor<Definitions>): string {
  const all = [...byMinor.keys()];
  const names = new Set([...byMinor.values()].flatMap((definitions) => [...definitions.keys()]));
  let text = '';
  let section = '';
  for (const name of [...names].toSorted(compare)) {
    if (packageOf(name) !== section) {
      section = packageOf(name);
      text += `# ${section}\n`;
    }
    text += definitionText(name, byMinor, all);
  }
  return text;
}

function definitionText(name: string, byMinor: ByMinor<Definitions>, all: readonly number[]): string {
  const minors = all.filter((minor) => byMinor.get(minor)?.has(name) === true);
  const lines = new Map<string, number[]>();
  for (const minor of minors) {
    for (const [field, type] of byMinor.get(minor)?.get(name) ?? []) {
      const line = `${field} ${shortened(type, packageOf(name))}`.trimEnd();
      lines.set(line, [...(lines.get(line) ?? []), minor]);
    }
  }
  const sorted = [...lines].toSorted(([a], [b]) => compare(a, b));
  const own = minorsText(minors, all);
  const fields = sorted.map(([line, at]) => {
    const text = minorsText(at, all);
    return ` ${line}${text === own || text === '' ? '' : ` @${text}`}\n`;
  });
  return `${ownName(name)}${own === '' ? '' : ` @${own}`}\n${fields.join('')}`;
}

/** A type of the same package goes without its package. */
function shortened(type: string, home: string): string {
  return type.replace(new RegExp(`^((?:\\[\\]|map\\[\\])*)${home.replaceAll('.', String.raw`\.`)}\\.(?=\\w+(?: |$))`), '$1');
}

/** The kinds of all minors: an API version a section, a kind a line. */
export function kindsTable(byMinor: ByMinor<readonly ServedKind[]>): string {
  const all = [...byMinor.keys()];
  const lines = new Map<string, number[]>();
  for (const [minor, kinds] of byMinor) {
    for (const { apiVersion, kind, namespaced, resource, creatable, definition } of kinds) {
      const words = [kind, namespaced ? 'namespaced' : 'cluster', resource, definition, ...(creatable ? [] : ['read-only'])];
      const line = `${apiVersion}\n${words.join(' ')}`;
      lines.set(line, [...(lines.get(line) ?? []), minor]);
    }
  }
  let text = '';
  let section = '';
  for (const [line, minors] of [...lines].toSorted(([a], [b]) => compare(a, b))) {
    const [apiVersion = '', words = ''] = line.split('\n');
    if (apiVersion !== section) {
      section = apiVersion;
      text += `# ${section}\n`;
    }
    const at = minorsText(minors, all);
    text += `${words}${at === '' ? '' : ` @${at}`}\n`;
  }
  return text;
}

/** The APIs that are deprecated or removed: `apps/v1beta1 Deployment introduced deprecated removed replacement`. */
export function lifecyclesTable(lifecycles: ReadonlyMap<string, Lifecycle>): string {
  return [...lifecycles]
    .filter(([, { deprecated, removed }]) => deprecated !== undefined || removed !== undefined)
    .toSorted(([a], [b]) => compare(a, b))
    .map(([name, { introduced, deprecated, removed, replacement }]) => {
      return `${[name, introduced ?? '-', deprecated ?? '-', removed ?? '-', replacement ?? ''].join(' ').trimEnd()}\n`;
    })
    .join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
