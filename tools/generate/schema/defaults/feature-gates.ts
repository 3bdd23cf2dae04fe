import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Feature gates by the name of their constant, and whether they are on where nobody says anything. */
export type FeatureGates = ReadonlyMap<string, boolean>;

/** `Name: {Default: true, …}` on one line, or `Name: {` with a line for each version, of which the last one holds. */
const GATE = /^\t([A-Z]\w+): \{(?:Default: (true|false),.*|\n((?:^\t\t.*\n)+?)\t\}.*)$/gm;

/** Reads the files of `pkg/features` of a release: its last version of a gate is the release's own. */
export function readFeatureGates(folder: string): FeatureGates {
  const files = readdirSync(folder).filter((file) => /^(?:\w+_)?kube_features\.go$/.test(file));
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const gates = new Map<string, boolean>();
  for (const [, name = '', single, versions = ''] of text.matchAll(GATE)) {
    const last = single ?? [...versions.matchAll(/\bDefault: (true|false)/g)].at(-1)?.[1];
    if (last !== undefined) gates.set(name, last === 'true');
  }
  return gates;
}

const ENABLED = /utilfeature\.DefaultFeatureGate\.Enabled\(features\.(\w+)\)/g;

/** Go source with `true` or `false` where it asks for a gate. */
export function withGates(text: string, gates: FeatureGates): string {
  return text.replace(ENABLED, (_, name: string) => {
    const enabled = gates.get(name);
    if (enabled === undefined) throw new Error(`nothing known of the feature gate ${name}`);
    return String(enabled);
  });
}
