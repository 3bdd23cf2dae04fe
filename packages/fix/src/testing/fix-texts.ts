import { controls } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { editText, load, type FileSystem } from '@bulwark/source';
import type { EditText, FixInput, FixResult, Scanned } from '../fix-result.ts';
import { fixFindings } from '../fix.ts';

const schema = await loadSchema();
const onByDefault = controls.filter(({ concern, offByDefault }) => concern === undefined && offByDefault === undefined);

export interface Tried {
  /** Ids of the controls to apply; those that are on by default where none are given. */
  readonly only?: readonly string[];
  readonly edit?: EditText;
  readonly suggestions?: boolean;
  readonly complete?: boolean;
  readonly rescan?: FixInput<Judged>['rescan'];
  readonly whyNot?: (path: string) => string | undefined;
}

export interface Judged extends Scanned {
  readonly textOf: (path: string) => string | undefined;
}

/** The scan of some files that exist nowhere. */
export function judgedTexts(texts: Readonly<Record<string, string>>, { only, complete = false }: Tried = {}): Judged {
  const { inventory, textOf } = load(['.'], { cwd: '/', complete, fs: fileSystemOf(texts) });
  const applied = only === undefined ? onByDefault : controls.filter(({ id }) => only.includes(id));
  const kinds = new KindSchemas(schema, { scanned: inventory.objects });
  return { ...scan(inventory, { controls: applied, kinds }), inventory, textOf };
}

/** Fixes some files that exist nowhere, as the program does. */
export function fixTexts(texts: Readonly<Record<string, string>>, tried: Tried = {}): Promise<FixResult<Judged>> {
  const judged = judgedTexts(texts, tried);
  return fixFindings<Judged>({
    scan: judged,
    counted: judged.findings,
    textOf: judged.textOf,
    edit: tried.edit ?? editText,
    suggestions: tried.suggestions ?? false,
    rescan: (changed) => Promise.resolve(judgedTexts({ ...texts, ...Object.fromEntries(changed) }, tried)),
    ...(tried.rescan !== undefined && { rescan: tried.rescan }),
    ...(tried.whyNot !== undefined && { whyNot: tried.whyNot }),
  });
}

/** What the files hold afterwards. */
export function textsAfter(texts: Readonly<Record<string, string>>, { files }: FixResult<Judged>): Record<string, string> {
  return { ...texts, ...Object.fromEntries(files.map(({ path, after }) => [path, after])) };
}

function fileSystemOf(texts: Readonly<Record<string, string>>): FileSystem {
  const names = Object.keys(texts);
  return {
    list: () => names.map((name) => ({ name, kind: 'file' })),
    kindOf: (path) => {
      if (path === '/') return 'folder';
      if (Object.hasOwn(texts, path.slice(1))) return 'file';
      throw Object.assign(new Error(path), { code: 'ENOENT' });
    },
    realPath: (path) => path,
    read: (path, limit) => Buffer.from(texts[path.slice(1)] ?? '').subarray(0, limit),
  };
}
