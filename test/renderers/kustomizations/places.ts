import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringAt, type Json, type Path } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

/** A tree of kustomizations. `#= Deployment/web spec.replicas` at the end of a line says which field of the render it gives. */
export interface Tree {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** What is built; `overlay` where nothing is said. */
  readonly build?: string;
  /** Places that cannot be said in the line itself: `file:line Kind/name path`. */
  readonly places?: readonly string[];
}

/** A field of a render, and the line that gives it. */
export interface ExpectedPlace {
  readonly kind: string;
  readonly name: string;
  readonly path: Path;
  readonly file: string;
  readonly line: number;
}

export function writeTree(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The texts of a tree, to see that nothing has been written into it. */
export function textsOf(root: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export function expectedPlaces({ files, places = [] }: Tree): ExpectedPlace[] {
  const inLines = Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const said = /#= (.*)$/.exec(line)?.[1];
      return said === undefined ? [] : said.split(' & ').map((each) => placeOf(file, index + 1, each));
    }),
  );
  const apart = places.map((said) => {
    const [, file = '', line, rest = ''] = /^(\S+):(\d+) (.*)$/.exec(said) ?? [];
    return placeOf(file, Number(line), rest);
  });
  return [...inLines, ...apart];
}

function placeOf(file: string, line: number, said: string): ExpectedPlace {
  const [, kind = '', name = '', path = ''] = /^(\w+)\/(\S+)(?: (\S+))?$/.exec(said.trim()) ?? [];
  const steps = path.split('.').filter((step) => step !== '');
  return { kind, name, file, line, path: steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~', '.'))) };
}

const HASH = /-[bcdfghkmt2456789]{10}$/;

/** The number of the document of a kind and a name, whatever the hash of its content. */
export function documentOf(text: string, kind: string, name: string): number {
  return readDocuments(text).findIndex(({ value = null }) => stringAt(value, 'kind') === kind && nameOf(value) === name);
}

function nameOf(value: Json): string | undefined {
  return stringAt(value, 'metadata', 'name')?.replace(HASH, '');
}
