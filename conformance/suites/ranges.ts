import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArray, isObject, type Json, type Locator, type Path, type Range } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';
import { sameJson } from '../same-json.ts';
import type { Case, Suite } from '../suite.ts';

/** Every node of every document has a range, and the text there reads as the node. */
export const ranges: Suite = {
  id: 'ranges',
  title: 'Every node stands where its range says',
  oracle: 'the text itself: what stands at a range, read alone, is the key or the value that it is the range of',
  exceptions: [],
  run: (corpora) => cases(corpora),
};

function* cases(corpora: string): Iterable<Case> {
  for (const entry of readdirSync(corpora, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(ya?ml|json)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const detail = firstMisplaced(readFileSync(path, 'utf8'));
    const id = path.slice(corpora.length + 1);
    yield detail === undefined ? { id, agrees: true } : { id, agrees: false, detail };
  }
}

function firstMisplaced(text: string): string | undefined {
  for (const document of readDocuments(text)) {
    if (document.value === undefined) continue;
    for (const [path, value] of nodes(document.value, [])) {
      const problem = problemAt(text, document.locator, path, value);
      if (problem !== undefined) return `${path.join('.')}: ${problem}`;
    }
  }
  return undefined;
}

function* nodes(value: Json, path: Path): Generator<readonly [Path, Json]> {
  yield [path, value];
  if (isArray(value)) for (const [index, item] of value.entries()) yield* nodes(item, [...path, index]);
  else if (isObject(value)) for (const key of Object.keys(value)) yield* nodes(value[key] ?? null, [...path, key]);
}

function problemAt(text: string, locator: Locator, path: Path, value: Json): string | undefined {
  const node = locator.find(path);
  if (node === undefined) return 'has no range';
  const key = path.at(-1);
  if (node.key !== undefined && typeof key === 'string' && !readsAsKey(cut(text, node.key), key))
    return `its key is not at ${node.key.start}`;
  if (typeof value === 'object' && value !== null) return undefined;
  return readsAs(cut(text, node.value), value) ? undefined : `its value is not at ${node.value.start}`;
}

function cut(text: string, range: Range): string {
  return text.slice(range.start, range.end);
}

function readsAsKey(text: string, key: string): boolean {
  if (text.startsWith('*')) return true;
  const read = readDocuments(`${text}: 0\n`)[0]?.value;
  return isObject(read) && Object.hasOwn(read, key);
}

/** Aliases stand for what is elsewhere; lines of a scalar may be indented less than what a lone scalar needs. */
function readsAs(text: string, value: Json): boolean {
  if (text.startsWith('*')) return true;
  if (text.startsWith('|') || text.startsWith('>')) return typeof value === 'string' && value.trimEnd().endsWith(lastLine(text));
  const read = readDocuments(`[\n${text}\n]\n`)[0]?.value ?? readDocuments(`a: ${text.replaceAll('\n', '\n  ')}\n`)[0]?.value;
  const alone = isArray(read) ? (read[0] ?? null) : isObject(read) ? read['a'] : undefined;
  if (sameJson(alone, value)) return true;
  const inBlock = readDocuments(`a: ${text.replaceAll('\n', '\n  ')}\n`)[0]?.value;
  return isObject(inBlock) && sameJson(inBlock['a'], value);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').length < 2 ? '' : (text.trimEnd().split('\n').at(-1) ?? '').trim();
}
