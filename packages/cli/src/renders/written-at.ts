import { resolve } from 'node:path';
import { placeOf } from '@bulwark/engine';
import type { KubeObject, Path, Place } from '@bulwark/model';
import type { Rendered } from '@bulwark/render';
import { SourceLines } from './source-lines.ts';
import { textAt } from './text-at.ts';

interface From {
  readonly render: Rendered;
  readonly document: number;
  readonly lines: SourceLines;
}

const renderedFrom = new WeakMap<KubeObject, From>();

/** Makes `writtenAt` answer for what charts and overlays have rendered. */
export function leadBack(objects: readonly KubeObject[], renders: readonly Rendered[], cwd: string): void {
  if (renders.length === 0) return;
  const byPath = new Map(renders.map((render) => [render.path, render]));
  const lines = new SourceLines((path) => textAt(resolve(cwd, path)));
  for (const object of objects) {
    const { origin } = object;
    const render = origin === undefined ? undefined : byPath.get(origin.file.path);
    if (origin === undefined || render === undefined) continue;
    renderedFrom.set(object, { render, document: origin.document, lines });
  }
}

/** Where a field of an object stands in a file that somebody can edit; of what was rendered, in its sources. */
export function writtenAt(object: KubeObject, path: Path): Place | undefined {
  const place = placeOf(object, path);
  const from = renderedFrom.get(object);
  if (place === undefined || from === undefined) return place;
  const { render, document, lines } = from;
  return lines.placeOf(render.map.at({ document, path, line: place.line }).source, place);
}
