import { controls, type Parameter, type ParameterValue } from '@bulwark/controls';
import { scan, summarize, type ScanResult } from '@bulwark/engine';
import { KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load, type Loaded } from '@bulwark/source';
import { memoryFileSystem } from '../../packages/source/src/testing/memory-file-system.ts';
import type { Random } from './random.ts';

/** Manifests that are scanned together, and how. Plain data, so that a smaller one can be made of it. */
export interface Batch {
  readonly files: readonly FuzzFile[];
  readonly setting: Setting;
}

export interface FuzzFile {
  readonly path: string;
  readonly text: string;
  /** Values that no report may show. */
  readonly secrets: readonly string[];
}

export interface Setting {
  readonly complete: boolean;
  readonly withSchema: boolean;
  readonly minor: number;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
}

export interface Scanned extends Loaded {
  readonly result: ScanResult;
  readonly summary: ReturnType<typeof summarize>;
}

const TEXTS = ['', '0', '500m', '1Gi', '-1', 'x', '*', '(', '[', 'docker.io', 'a=b', 'a:', ':', '__proto__', 'constructor', '١'];

function parameterValue({ default: usual }: Parameter, random: Random): ParameterValue {
  if (typeof usual === 'string') return random.pick(TEXTS);
  if (typeof usual === 'number') return random.pick([0, -1, 1, 1.5, 1e9, 2 ** 53, Number.MAX_VALUE]);
  if (typeof usual === 'boolean') return !usual;
  return Array.from({ length: random.int(4) }, () => random.pick(TEXTS));
}

export function settingOf(random: Random): Setting {
  const withParameters = controls.filter(({ parameters }) => parameters !== undefined && !random.once(3));
  return {
    complete: random.once(2),
    withSchema: !random.once(4),
    minor: random.pick([29, 34, 37]),
    parameters: Object.fromEntries(
      withParameters.map(({ id, parameters = {} }) => [
        id,
        Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameterValue(parameter, random)])),
      ]),
    ),
  };
}

const schemas = new Map<number, Awaited<ReturnType<typeof loadSchema>>>();

/** The scan of a batch by every control that there is, those that are off by default among them. */
export async function scanBatch({ files, setting }: Batch): Promise<Scanned> {
  const fs = memoryFileSystem(Object.fromEntries(files.map(({ path, text }) => [`/w/${path}`, text])));
  const loaded = load(['.'], { fs, cwd: '/w', complete: setting.complete, marks: [':ignore', '/ignore', ':skip=', '/skip'] });
  let schema = schemas.get(setting.minor);
  if (setting.withSchema && schema === undefined) schemas.set(setting.minor, (schema = await loadSchema(setting.minor)));
  const kinds =
    setting.withSchema && schema !== undefined ? new KindSchemas(schema, { scanned: loaded.inventory.objects }) : undefined;
  const result = scan(loaded.inventory, { controls, parameters: setting.parameters, ...(kinds !== undefined && { kinds }) });
  return { ...loaded, result, summary: summarize(result) };
}
