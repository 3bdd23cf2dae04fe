/**
 * `npm run fix-corpora`: fixes every manifest of the corpora as `bulwark fix` would, once with what is safe and once with all
 * suggestions, writes nothing, and prints how many findings were fixed, how many were refused and why. It fails where a second run
 * would change something. `-- real/istio` takes a part of the corpora.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fixFindings, type FixResult } from '@bulwark/fix';
import { editText, nodeFileSystem, type FileSystem } from '@bulwark/source';
import { scan, type Scan } from '../../packages/cli/src/scan-paths.ts';
import { corporaFolder } from '../corpora.ts';

const [part = 'real'] = process.argv.slice(2);
const corpora = corporaFolder();
if (corpora === undefined) console.log('skipped: no corpora (set BULWARK_CORPORA, or unpack them into .corpora)');
else for (const suggestions of [false, true]) await figures(realpathSync(join(corpora, part)), suggestions);

async function figures(folder: string, suggestions: boolean): Promise<void> {
  const started = performance.now();
  const first = await scan(folder);
  const result = await fixed(folder, first, new Map(), suggestions);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const fixes = result.files.flatMap(({ objects }) => objects.flatMap(({ fixes: own }) => own)).length;
  console.log(
    `${suggestions ? 'all fixes' : 'safe fixes'}: ${fixes} of ${first.findings.length} findings fixed in ${result.files.length} files, ${result.alongside.length} gone with them, in ${seconds} s`,
  );
  const kinds = Map.groupBy(result.left, ({ kind }) => kind);
  const count = (kind: 'suggestion' | 'refused' | 'no-fix'): number => kinds.get(kind)?.length ?? 0;
  console.log(`  left: ${count('suggestion')} need a person, ${count('no-fix')} without a fix, ${count('refused')} refused`);
  const reasons = Map.groupBy(
    kinds.get('refused') ?? [],
    ({ finding, reason }) => `${finding.control}: ${reason.split(': ', 1)[0] ?? ''}`,
  );
  for (const [reason, group] of [...reasons].toSorted(([, a], [, b]) => b.length - a.length)) {
    const [example] = group;
    console.log(`    ${group.length} ${reason}, in ${example?.finding.place?.file ?? 'no file'}`);
  }
  if (result.after === undefined) return;
  const texts = new Map(result.files.map(({ path, after }) => [path, after] as const));
  const again = await fixed(folder, result.after, texts, suggestions);
  console.log(`  a second run changes ${again.files.length} files`);
  if (again.files.length > 0) process.exitCode = 1;
}

function fixed(folder: string, judged: Scan, texts: ReadonlyMap<string, string>, suggestions: boolean): Promise<FixResult<Scan>> {
  return fixFindings<Scan>({
    scan: judged,
    counted: judged.findings,
    textOf: judged.textOf,
    edit: editText,
    suggestions,
    rescan: (changed) => scan(folder, { fs: overlaid(new Map([...texts, ...changed])) }),
  });
}

/** The corpora lie in one place, and their paths are absolute. */
function overlaid(texts: ReadonlyMap<string, string>): FileSystem {
  return {
    ...nodeFileSystem,
    read: (path, limit) => {
      const text = texts.get(path);
      return text === undefined ? nodeFileSystem.read(path, limit) : Buffer.from(text).subarray(0, limit);
    },
  };
}
