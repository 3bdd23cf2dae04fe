import { isArray, isObject, member, type Json } from '@bulwark/model';
import { choose } from './counterpart.ts';
import type { Migration } from './migration.ts';

const CARRIED = new Set(['skip-check', 'check', 'skip-path']);
/** Of what is printed and what is read, which the command line says here. */
const OF_NO_MEANING = new Set([
  'compact',
  'quiet',
  'output',
  'framework',
  'directory',
  'file',
  'no-guide',
  'download-external-modules',
  'evaluate-variables',
  'branch',
  'repo-id',
]);

/** `.checkov.yaml`. */
export function migrateCheckov(value: Json | undefined, file: string, migration: Migration): void {
  if (!isObject(value)) return void migration.lost.push(`${file}: it holds no map`);
  const checks = names(member(value, 'check'));
  if (checks.length > 0) migration.controls.set('*', { setting: 'off', from: `check in ${file} names all that it runs` });
  for (const id of checks) chooseId(id, 'on', file, migration);
  for (const id of names(member(value, 'skip-check'))) chooseId(id, 'off', file, migration);
  for (const path of names(member(value, 'skip-path'))) {
    if (/[\\^$+()[\]{}|]|\.\*/.test(path))
      migration.lost.push(`skip-path ${path} (${file}): a regular expression; write it with * and ** below paths.exclude`);
    else migration.exclude.set(path, file);
  }
  for (const key of Object.keys(value)) {
    if (!CARRIED.has(key) && !OF_NO_MEANING.has(key)) migration.lost.push(`${key} (${file}): has no counterpart`);
  }
}

function chooseId(id: string, setting: 'on' | 'off', file: string, migration: Migration): void {
  if (!/^CKV\d*_K8S_\d+$/i.test(id)) {
    migration.lost.push(
      `${id} (${file}): ${id.includes('*') ? 'a pattern of ids' : 'not a check of Kubernetes manifests by its id'}`,
    );
    return;
  }
  choose(id, setting, file, migration);
}

/** A list, or several names in one text with commas, as there. */
function names(value: Json | undefined): readonly string[] {
  const list = isArray(value) ? value : [value];
  return list
    .filter((item) => typeof item === 'string')
    .flatMap((item) => item.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
