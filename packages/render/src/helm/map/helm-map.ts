import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lineStartsOf, positionAt } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

import type { MappedPlace, SourceLine, SourceMap } from '../../source-map.ts';
import { sectionsOf, type Section } from '../documents.ts';
import { mapKey, readMap, writeMap } from './map-cache.ts';
import type { HelmMapParts } from './map-parts.ts';
import { solveMap } from './solve-map.ts';
import type { SolvedLine } from './solved.ts';

/** The way back from a render to its templates and values. Nothing is done before the first question. */
export function helmMap(parts: HelmMapParts): SourceMap {
  return new HelmMap(parts);
}

class HelmMap implements SourceMap {
  readonly #parts: HelmMapParts;
  readonly #lines = new Map<number, SolvedLine>();
  readonly #solved = new Set<string>();
  #sections: readonly Section[] | undefined;
  #announced: Set<string> | undefined;

  constructor(parts: HelmMapParts) {
    this.#parts = parts;
  }

  prepare(documents: readonly number[]): void {
    const { text } = this.#parts;
    const starts = lineStartsOf(text);
    const all = readDocuments(text);
    const lines = documents.flatMap((number) => {
      const document = all[number];
      // Its first line may be one of Helm's own; the last that holds something is its template's.
      return document === undefined
        ? []
        : [positionAt({ path: '', lineStarts: starts }, Math.max(document.start, document.end - 2)).line];
    });
    this.#announced = new Set(lines.flatMap((line) => this.#templateAt(line) ?? []));
  }

  at({ line }: { readonly line: number }): MappedPlace {
    const template = this.#templateAt(line);
    if (template === undefined) return { source: { file: this.#parts.path, line: undefined, precision: 'unknown' } };
    if (!this.#solved.has(template)) this.#solve(template);
    const solved = this.#lines.get(line);
    if (solved === undefined) return { source: { file: this.#parts.path, line: undefined, precision: 'unknown' } };
    const { value } = solved;
    return value === undefined
      ? { source: lineOf(solved) }
      : { source: lineOf(solved), value: { ...lineOf(value), key: value.key } };
  }

  #templateAt(line: number): string | undefined {
    this.#sections ??= sectionsOf(this.#parts.text);
    return this.#sections.findLast(({ firstLine }) => firstLine <= line + 1)?.template;
  }

  /** For all that was announced, where this is among it; else for everything. */
  #solve(template: string): void {
    const names = this.#announced?.has(template) === true ? this.#announced : undefined;
    const { call, files, text } = this.#parts;
    const key = mapKey(this.#parts, names);
    const known = readMap(key);
    const lines = known ?? this.#inScratch((home) => solveMap({ call: { ...call, home }, files, text, seed: key, names }).lines);
    if (known === undefined) writeMap(key, lines);
    for (const [line, solved] of lines) this.#lines.set(line, solved);
    for (const name of names ?? (this.#sections ?? []).map((section) => section.template)) this.#solved.add(name);
  }

  #inScratch<T>(work: (home: string) => T): T {
    const home = mkdtempSync(join(tmpdir(), 'bulwark-helm-'));
    try {
      return work(home);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }
}

function lineOf({ file, line, column, precision }: Omit<SolvedLine, 'value'>): SourceLine {
  return { file, line, ...(column !== undefined && { column }), precision };
}
