import { isArray, isObject, member, type Json } from '@bulwark/model';
import { merged, type Baseline, type BaselineEntry } from './baseline.ts';

const VERSION = 1;

/** A baseline as the text of its file: an entry a line, sorted, so that a change of one finding is a change of one line. */
export function baselineText(baseline: Baseline): string {
  const lines = baseline.map(({ file, object, control, fingerprint, count }) =>
    JSON.stringify({ file, object, control, fingerprint, ...(count > 1 && { count }) }),
  );
  const findings = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${findings}\n}\n`;
}

/** The baseline in a file's text, or why there is none. */
export function parseBaseline(text: string): Baseline | { readonly reason: string } {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { reason: 'is no JSON' };
  }
  const version = member(value, 'version');
  if (version !== VERSION) return { reason: `is no baseline of version ${VERSION}` };
  const findings = member(value, 'findings');
  if (!isArray(findings)) return { reason: 'has no list of findings' };
  const entries = findings.map(entryOf);
  const broken = entries.findIndex((entry) => entry === undefined);
  if (broken !== -1) return { reason: `findings[${broken}] is no entry of a baseline` };
  return merged(entries.filter((entry) => entry !== undefined));
}

function entryOf(value: Json): BaselineEntry | undefined {
  if (!isObject(value)) return undefined;
  const text = (key: string): string | undefined => {
    const found = member(value, key);
    return typeof found === 'string' ? found : undefined;
  };
  const fingerprint = text('fingerprint');
  const file = text('file');
  const count = member(value, 'count') ?? 1;
  if (fingerprint === undefined || file === undefined) return undefined;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1) return undefined;
  return { fingerprint, file, count, control: text('control') ?? '', object: text('object') ?? '' };
}
