import { isArray, isObject, member, type Json } from '@bulwark/model';
import { choose } from './counterpart.ts';
import type { Migration } from './migration.ts';

/** `.kube-linter.yaml`. */
export function migrateKubeLinter(value: Json | undefined, file: string, migration: Migration): void {
  const checks = member(value, 'checks');
  if (!isObject(checks)) return void migration.lost.push(`${file}: it has no checks`);
  if (member(checks, 'doNotAutoAddDefaults') === true) {
    migration.controls.set('*', { setting: 'off', from: `doNotAutoAddDefaults in ${file}: only what it includes` });
  }
  if (member(checks, 'addAllBuiltIn') === true) {
    migration.controls.set('reliability/*', { setting: 'on', from: `addAllBuiltIn in ${file}` });
  }
  for (const name of texts(member(checks, 'include'))) choose(name, 'on', file, migration);
  for (const name of texts(member(checks, 'exclude'))) choose(name, 'off', file, migration);
  for (const path of texts(member(checks, 'ignorePaths'))) {
    if (path.startsWith('~') || path.startsWith('/'))
      migration.lost.push(`ignorePaths ${path} (${file}): outside of this folder`);
    else migration.exclude.set(path, file);
  }
  const custom = member(value, 'customChecks');
  for (const check of isArray(custom) ? custom : []) {
    const name = member(check, 'name');
    migration.lost.push(
      `${typeof name === 'string' ? name : 'a custom check'} (${file}): a check of your own; see the parameters of the controls`,
    );
  }
}

function texts(value: Json | undefined): readonly string[] {
  return (isArray(value) ? value : []).filter((item) => typeof item === 'string');
}
