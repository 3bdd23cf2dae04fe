/** `npm run docs` writes the generated pages; with `--check` it fails where one is not as it would be written. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pages } from './pages.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Pages of controls that are no longer there. */
function orphans(known: ReadonlySet<string>): readonly string[] {
  const folder = join(ROOT, 'docs/controls');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !known.has(path));
}

async function main(check: boolean): Promise<void> {
  const all = await pages();
  const stale = [...all].filter(
    ([path, text]) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), 'utf8') !== text,
  );
  const gone = orphans(new Set(all.keys()));
  if (check) {
    for (const path of [...stale.map(([name]) => name), ...gone]) console.error(`${path} is stale: run npm run docs`);
    process.exitCode = stale.length + gone.length > 0 ? 1 : 0;
    return;
  }
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  for (const path of gone) rmSync(join(ROOT, path));
  console.log(`docs: ${all.size} pages, ${stale.length} written, ${gone.length} removed`);
}

await main(process.argv.includes('--check'));
