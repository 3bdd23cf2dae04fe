import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatPath, stringAt, type Json } from '@bulwark/model';
import { renderKustomize, type Spawn } from '@bulwark/render';
import { readDocuments } from '@bulwark/source';

import { leavesOf, type MappedField, type RenderedFolder } from './survey.ts';

/** What became of a field whose source was changed. */
export interface Verdict {
  readonly outcome: 'right' | 'wrong' | 'not decided';
  readonly detail: string;
}

/**
 * Changes the very line that a field is said to come from, renders again, and looks at what has changed: the field must have,
 * and nothing that is said to come from another line may have. It knows nothing of how the map was made: it reads the line.
 */
export function mutate(root: string, folder: RenderedFolder, field: MappedField, spawn: Spawn): Verdict {
  const { file, line, column } = field.source;
  const where = `${folder.folder} [${field.document}] ${formatPath(field.path)} from ${file}:${line}:${column}`;
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const changed = changedText(text, line ?? 0, column ?? 1);
  if (changed === undefined) return { outcome: 'not decided', detail: `${where}: not a value of one line` };
  writeFileSync(path, changed);
  try {
    const result = renderKustomize(folder.folder, { cwd: root, spawn });
    if ('reason' in result) return { outcome: 'not decided', detail: `${where}: does not render: ${result.reason}` };
    return judge(folder, field, result.text, where);
  } finally {
    writeFileSync(path, text);
  }
}

function judge(folder: RenderedFolder, field: MappedField, text: string, where: string): Verdict {
  const before = valuesOf(documentsIn(folder.rendered.text));
  const after = valuesOf(ordered(documentsIn(text), documentsIn(folder.rendered.text)));
  if (before.size !== after.size) return { outcome: 'not decided', detail: `${where}: the render has other fields now` };
  const changed = new Set([...before].filter(([key, value]) => after.get(key) !== value).map(([key]) => key));
  if (!changed.has(keyOf(field))) return { outcome: 'wrong', detail: `${where}: has not changed` };
  for (const each of folder.fields) {
    const isClaimed = each.source.file === field.source.file && each.source.line === field.source.line;
    if (!isClaimed && each.source.precision === 'exact' && changed.delete(keyOf(each))) {
      return {
        outcome: 'wrong',
        detail: `${where}: ${formatPath(each.path)} of [${each.document}] has changed too, said to be from ${each.source.file}:${each.source.line}`,
      };
    }
  }
  return { outcome: 'right', detail: where };
}

const HASH = /-[bcdfghkmt2456789]{10}$/;

/** By document and path; what ends in the hash of a content is the same whatever the hash. */
function valuesOf(documents: readonly Json[]): Map<string, Json> {
  const values = new Map<string, Json>();
  for (const [document, each] of documents.entries()) {
    for (const leaf of leavesOf(each)) {
      values.set(
        keyOf({ document, path: leaf.path }),
        typeof leaf.value === 'string' ? leaf.value.replace(HASH, '-') : leaf.value,
      );
    }
  }
  return values;
}

function documentsIn(text: string): Json[] {
  return readDocuments(text).map(({ value }) => value ?? null);
}

/** Documents in the order of others: those of the same name first, then the one that is left where one was left. */
function ordered(documents: readonly Json[], like: readonly Json[]): Json[] {
  const left = [...documents];
  const found = like.map((each) => {
    const index = left.findIndex((other) => identityOf(other) === identityOf(each));
    return index === -1 ? undefined : left.splice(index, 1)[0];
  });
  return found.map((each) => each ?? left.shift() ?? null);
}

function identityOf(value: Json): string {
  const fields = [['apiVersion'], ['kind'], ['metadata', 'namespace'], ['metadata', 'name']];
  return JSON.stringify(fields.map((path) => stringAt(value, ...path)?.replace(HASH, '-')));
}

function keyOf({ document, path }: Pick<MappedField, 'document' | 'path'>): string {
  return JSON.stringify([document, ...path]);
}

/** `key: value`, `- value`, `"key": value,`: the part before the value. */
const BEFORE = /^(?:"[^"]*"|'[^']*'|[^\s"'{}[\],#&*!|>%@`][^:{}[\],]*):\s+|^/;

/** The text with another value at a place, made from nothing but its line. */
export function changedText(text: string, line: number, column: number): string | undefined {
  const lines = text.split('\n');
  const whole = lines[line - 1];
  if (whole === undefined) return undefined;
  const rest = whole.slice(column - 1);
  const start = column - 1 + (BEFORE.exec(rest)?.[0].length ?? 0);
  const value = valueIn(whole.slice(start));
  if (value === undefined || value === '') return undefined;
  const next = lines[line] ?? '';
  const indent = /^\s*/.exec(whole)?.[0].length ?? 0;
  // A text that goes on in the next line.
  if (!/^\s*(?:[\w."'/-]+:|- |#|$|[\]}])/.test(next) && (/^\s*/.exec(next)?.[0].length ?? 0) > indent) return undefined;
  lines[line - 1] = whole.slice(0, start) + another(value) + whole.slice(start + value.length);
  return lines.join('\n');
}

function valueIn(rest: string): string | undefined {
  if (/^[|>&*!{[]/.test(rest)) return undefined;
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(rest)?.[0];
  if (quoted !== undefined) return quoted;
  return /^["']/.test(rest) ? undefined : rest.replace(/\s+#.*$/, '').replace(/\s*[,}\]]*\s*$/, '');
}

function another(value: string): string {
  const quote = /^["']/.exec(value)?.[0];
  if (quote !== undefined) return `${value.slice(0, -1)}other${quote}`;
  if (/^-?\d+$/.test(value)) return String(Number(value) + 1);
  if (value === 'true') return 'false';
  return value === 'false' ? 'true' : `${value}other`;
}
