// The floor: what it takes to read every YAML file of a folder with js-yaml and to do nothing with it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';

let documents = 0;
let refused = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue;
  try {
    documents += loadAll(readFileSync(join(entry.parentPath, entry.name), 'utf8')).length;
  } catch {
    refused++;
  }
}
console.log(documents, refused);
