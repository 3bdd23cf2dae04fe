import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { isObject, member, UserError, type Json } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';
import { migrateCheckov } from './checkov.ts';
import { migrateKubeLinter } from './kube-linter.ts';
import { emptyMigration, type Migration } from './migration.ts';
import { migratePolaris } from './polaris.ts';
import { migrateTrivyIgnore, migrateTrivyYaml } from './trivy.ts';

/** What the settings of other scanners in `files` become. */
export function migrate(files: readonly string[], cwd: string): Migration {
  const migration = emptyMigration();
  for (const file of files) migrateText(textOf(file, cwd), file, migration);
  return migration;
}

type Reader = (value: Json | undefined, file: string, migration: Migration) => void;

const BY_NAME: Readonly<Record<string, Reader>> = {
  '.trivyignore': migrateTrivyYaml,
  '.checkov': migrateCheckov,
  '.kube-linter': migrateKubeLinter,
  polaris: migratePolaris,
  '.polaris': migratePolaris,
};

export function migrateText(text: string, file: string, migration: Migration): void {
  const name = basename(file);
  if (name === '.trivyignore') return migrateTrivyIgnore(text, name, migration);
  const [document] = readDocuments(text);
  if (document?.error !== undefined) throw new UserError(`${file}: ${document.error.message}`);
  const stem = name.replace(/\.ya?ml$/, '');
  const reader = Object.hasOwn(BY_NAME, stem) ? BY_NAME[stem] : readerOf(document?.value);
  if (reader === undefined) {
    throw new UserError(`${file}: these are the settings of no scanner that is known`, {
      hint: 'known are .trivyignore, .trivyignore.yaml, .checkov.yaml, .kube-linter.yaml and the configuration of Polaris',
    });
  }
  reader(document?.value, name, migration);
}

/** Whose settings they are, by what is in them. */
function readerOf(value: Json | undefined): Reader | undefined {
  const checks = member(value, 'checks');
  if (member(value, 'exemptions') !== undefined) return migratePolaris;
  if (isObject(checks)) {
    const isLinter = ['include', 'exclude', 'addAllBuiltIn', 'doNotAutoAddDefaults', 'ignorePaths'].some(
      (key) => member(checks, key) !== undefined,
    );
    return isLinter ? migrateKubeLinter : migratePolaris;
  }
  if (member(value, 'skip-check') !== undefined || member(value, 'check') !== undefined) return migrateCheckov;
  return member(value, 'misconfigurations') === undefined ? undefined : migrateTrivyYaml;
}

function textOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new UserError(`${file} cannot be read`, { cause });
  }
}
