import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ChartFile } from '../chart-files.ts';
import type { HelmCall, Render } from '../run-helm.ts';
import { leavesOf, type Leaf } from './value-leaves.ts';

/** Where values come from: a file of the chart, one that was given, or a setting of the command line. */
export interface ValueSource {
  /** As reports show it. */
  readonly shown: string;
  /** How a key is told: as it is, or behind the flag that set it. */
  readonly prefix: string;
  readonly leaves: readonly Leaf[];
  readonly text: string;
  readonly target: Target;
}

type Target =
  | { readonly kind: 'chart'; readonly path: string }
  | { readonly kind: 'given'; readonly number: number }
  | { readonly kind: 'setting'; readonly number: number };

/** Everything that gives values to a chart, its own files first. */
export function valueSources(files: readonly ChartFile[], { options }: HelmCall): ValueSource[] {
  const own = files
    .filter(({ path }) => /^(?:charts\/[^/]+\/)*values\.yaml$/.test(path))
    .map((file) => source(file.shown, Buffer.from(file.bytes).toString('utf8'), { kind: 'chart', path: file.path }));
  const given = givenFiles(options.valuesFiles).map((file, number) =>
    source(file, readFileSync(resolve(options.cwd, file), 'utf8'), { kind: 'given', number }),
  );
  const settings = (options.settings ?? []).map(([flag, value], number) => setting(flag, value, number));
  return [...own, ...given, ...settings];
}

/** `-f a,b` is two files. */
function givenFiles(files: readonly string[] = []): string[] {
  return files.flatMap((file) => file.split(',')).filter((file) => file !== '');
}

function source(shown: string, text: string, target: Target): ValueSource {
  return { shown, prefix: '', leaves: leavesOf(text), text, target };
}

/** A setting that sets one thing, plainly, can be marked as a file can; others are left as they are. */
function setting(flag: string, value: string, number: number): ValueSource {
  const match = /^([\w.[\]-]+)=([^,{}[\]\\]+)$/.exec(value);
  const target: Target = { kind: 'setting', number };
  const [, key = '', set = ''] = match ?? [];
  const isText =
    flag === '--set-string' || flag === '--set-literal' || (flag === '--set' && !/^(?:true|false|null|-?\d.*)$/.test(set));
  if (match === null || !isText) return { shown: flag, prefix: `${flag} `, leaves: [], text: value, target };
  const range = { start: value.length, end: value.length };
  const path = key.split('.');
  const leaf: Leaf = {
    path,
    key,
    line: undefined,
    column: undefined,
    kind: 'text',
    printed: set,
    range,
    write: (token) => token,
  };
  return { shown: flag, prefix: `${flag} `, leaves: [leaf], text: value, target };
}

/** The chart's changes, and the arguments, of a render in which leaves have other values. */
export function writeValues(
  sources: readonly ValueSource[],
  tokens: ReadonlyMap<Leaf, string>,
  call: HelmCall,
): { changes: Map<string, string>; values: Pick<Render, 'valuesFiles' | 'settings'> } {
  const changes = new Map<string, string>();
  const valuesFiles = givenFiles(call.options.valuesFiles);
  const settings = [...(call.options.settings ?? [])];
  for (const { leaves, text, target } of sources) {
    const written = rewrite(text, leaves, tokens);
    if (written === undefined) continue;
    if (target.kind === 'chart') changes.set(target.path, written);
    else if (target.kind === 'setting') settings[target.number] = [settings[target.number]?.[0] ?? '--set', written];
    else {
      const file = join(call.home, `values-${target.number}.yaml`);
      writeFileSync(file, written);
      valuesFiles[target.number] = file;
    }
  }
  return { changes, values: { valuesFiles, settings } };
}

function rewrite(text: string, leaves: readonly Leaf[], tokens: ReadonlyMap<Leaf, string>): string | undefined {
  let result = '';
  let from = 0;
  let isChanged = false;
  for (const leaf of leaves) {
    const token = tokens.get(leaf);
    if (token === undefined || leaf.range.start < from) continue;
    result += text.slice(from, leaf.range.start) + leaf.write(token);
    from = leaf.range.end;
    isChanged = true;
  }
  return isChanged ? result + text.slice(from) : undefined;
}
