import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The licences of the packages whose code is in the bundle, as their authors ask for. */
export function licenceNotices(files: readonly string[]): string {
  const packages = new Map(files.map((file) => packageFolder(file)).map((folder) => [folder, notice(folder)] as const));
  const notices = [...packages.values()].toSorted();
  return ['Bulwark contains code of these packages.\n', ...notices].join(`\n${'-'.repeat(80)}\n\n`);
}

function packageFolder(file: string): string {
  let folder = dirname(file);
  while (!isPackage(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error(`${file} belongs to no package`);
    folder = dirname(folder);
  }
  return folder;
}

/** Some packages have a package.json of a few words inside, to say what kind of module a folder holds. */
function isPackage(manifest: string): boolean {
  return existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"version"');
}

function notice(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>;
  const { name, version, license, author } = manifest;
  if (typeof license !== 'string') throw new Error(`${String(name)} has no licence`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const by =
    author === undefined
      ? ''
      : ` by ${typeof author === 'string' ? author : String((author as { readonly name?: string }).name)}`;
  if (file === undefined && license !== 'Apache-2.0') throw new Error(`${String(name)} ships no text of its licence`);
  const text =
    file === undefined
      ? 'The text of this licence is in the file LICENSE of Bulwark.\n'
      : readFileSync(join(folder, file), 'utf8');
  return `${String(name)} ${String(version)}${by}\nLicence: ${license}\n\n${text}`;
}
