import { resolve } from 'node:path';
import { objectsByVerdict, type Waived } from '@bulwark/engine';
import {
  positionAt,
  type Evidence,
  type Finding,
  type KubeObject,
  type Path,
  type Place,
  type RenderedFrom,
  type Unknown,
} from '@bulwark/model';
import type { MappedPlace, Rendered } from '@bulwark/render';
import type { Scan } from '../scan-paths.ts';
import { SourceLines } from './source-lines.ts';
import { textAt } from './text-at.ts';

type Told = Finding | Unknown;

/**
 * The scan with the places of what charts and overlays render led back to their sources: lines of templates, bases and
 * patches, which somebody can edit. What was judged, and how, stays as it is.
 */
export function inSources(scan: Scan, { cwd }: { readonly cwd: string }): Scan {
  const { renders } = scan;
  if (renders.length === 0) return scan;
  const textOf = (path: string): string | undefined => scan.textOf(path) ?? textAt(resolve(cwd, path));
  const sources = new Sources(renders, textOf, scan);
  const { adoption } = scan;
  sources.prepare([...scan.findings, ...scan.unknown, ...(adoption?.waived ?? []).map(({ finding }) => finding)]);
  return {
    ...scan,
    findings: scan.findings.map((finding) => sources.finding(finding)),
    unknown: scan.unknown.map((unknown) => sources.told(unknown)),
    ...(adoption !== undefined && { adoption: { ...adoption, waived: adoption.waived.map((each) => sources.waived(each)) } }),
    textOf,
  };
}

class Sources {
  readonly #renders: ReadonlyMap<string, Rendered>;
  readonly #holders: ReadonlyMap<Told, KubeObject>;
  readonly #lines: SourceLines;
  readonly #documents: ReadonlyMap<string, readonly DocumentStart[]>;

  constructor(renders: readonly Rendered[], textOf: (path: string) => string | undefined, scan: Scan) {
    this.#renders = new Map(renders.map((render) => [render.path, render]));
    this.#lines = new SourceLines(textOf);
    this.#holders = objectsByVerdict(scan);
    this.#documents = documentStarts(scan.inventory.objects, this.#renders);
  }

  /** Tells each map what it will be asked about, so that it is made once. */
  prepare(all: readonly Told[]): void {
    const asked = new Map<Rendered, Set<number>>();
    for (const told of all) {
      const render = this.#renderOf(told.place);
      const document = this.#holders.get(told)?.origin?.document;
      if (render === undefined || document === undefined) continue;
      const documents = asked.get(render) ?? new Set();
      asked.set(render, documents.add(document));
    }
    for (const [{ map }, documents] of asked) map.prepare?.([...documents].toSorted((a, b) => a - b));
  }

  finding(finding: Finding): Finding {
    const evidence = finding.evidence.map((each) => this.#evidence(each));
    return { ...this.told(finding), evidence };
  }

  waived({ finding, waiver }: Waived): Waived {
    const place = this.#led(waiver.place, waiver.path ?? []);
    return { finding: this.finding(finding), waiver: { ...waiver, place } };
  }

  told<T extends Told>(told: T): T {
    const render = this.#renderOf(told.place);
    if (render === undefined || told.place === undefined) return told;
    // What is wrong with an excuse is no verdict on an object, but stands with one.
    const document = this.#holders.get(told)?.origin?.document ?? this.#documentAt(render, told.place.line);
    if (document === undefined) return told;
    const mapped = render.map.at({ document, path: told.path, line: told.place.line });
    return { ...told, place: this.#lines.placeOf(mapped.source, told.place), rendered: renderedFrom(render, told.place, mapped) };
  }

  /** What it is a fact of is another object, which is known by where it stands. */
  #evidence(evidence: Evidence): Evidence {
    return this.#renderOf(evidence.place) === undefined
      ? evidence
      : { ...evidence, place: this.#led(evidence.place, evidence.path ?? []) };
  }

  /** A place of an object that is known by where it stands. */
  #led(place: Place | undefined, path: Path): Place | undefined {
    const render = this.#renderOf(place);
    if (render === undefined || place === undefined) return place;
    const document = this.#documentAt(render, place.line);
    if (document === undefined) return place;
    return this.#lines.placeOf(render.map.at({ document, path, line: place.line }).source, place);
  }

  /** A comment above its object counts to the one before: only charts print comments, and their maps go by the line. */
  #documentAt({ path }: Rendered, line: number): number | undefined {
    const starts = this.#documents.get(path) ?? [];
    return (starts.findLast((each) => each.line <= line) ?? starts[0])?.document;
  }

  #renderOf(place: Place | undefined): Rendered | undefined {
    return place === undefined ? undefined : this.#renders.get(place.file);
  }
}

interface DocumentStart {
  readonly line: number;
  readonly document: number;
}

/** Where the documents of each render start, in their order. */
function documentStarts(
  objects: readonly KubeObject[],
  renders: ReadonlyMap<string, Rendered>,
): ReadonlyMap<string, readonly DocumentStart[]> {
  const starts = new Map<string, DocumentStart[]>();
  for (const { origin } of objects) {
    if (origin === undefined || !renders.has(origin.file.path)) continue;
    const root = origin.locator.find([]);
    if (root === undefined) continue;
    const start = { line: positionAt(origin.file, root.value.start).line, document: origin.document };
    const list = starts.get(origin.file.path);
    if (list === undefined) starts.set(origin.file.path, [start]);
    else list.push(start);
  }
  return starts;
}

function renderedFrom({ by, path }: Rendered, { line }: Place, { source, value }: MappedPlace): RenderedFrom {
  return {
    by,
    path,
    line,
    precision: source.precision,
    ...(value !== undefined && {
      value: { key: value.key, file: value.file, line: value.line, precision: value.precision },
    }),
  };
}
