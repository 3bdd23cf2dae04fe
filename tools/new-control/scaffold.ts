import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeRegistry } from '../generate/registry.ts';
import { controlTemplate } from './template.ts';

const ID = /^[a-z]+(?:-[a-z]+)*\/[a-z\d]+(?:-[a-z\d]+)*$/;

/** Writes the file of a new control below `sources` and puts it into the registry; gives its path below `sources`. */
export function scaffold(sources: string, id: string): string {
  if (!ID.test(id)) throw new Error(`"${id}" is no id of a control: it must be area/name, in small letters with hyphens`);
  const path = `${id}.ts`;
  const file = join(sources, path);
  if (existsSync(file)) throw new Error(`${path} is there already`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, controlTemplate(id));
  writeRegistry(sources);
  return path;
}
