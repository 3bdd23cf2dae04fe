import { resolve } from 'node:path';
import { commentWaivers, objectsByVerdict, type WaiverSources } from '@bulwark/engine';
import type { Finding, KubeObject, Unknown } from '@bulwark/model';
import type { Rendered } from '@bulwark/render';
import { load } from '@bulwark/source';
import { COMMENT_MARKS } from '../adoption/may-excuse.ts';
import type { Scan } from '../scan-paths.ts';
import { textAt } from './text-at.ts';

interface Asked {
  readonly cwd: string;
  readonly otherTools: boolean;
}

/** What excuses see of the files that charts and overlays of a scan were rendered from; undefined where there are none. */
export function waiverSources(scan: Scan, asked: Asked): WaiverSources | undefined {
  if (scan.renders.length === 0) return undefined;
  const renders = new Map(scan.renders.map((render) => [render.path, render]));
  let isPrepared = false;
  return {
    lineOf(told, object) {
      const { origin } = object;
      const render = origin === undefined ? undefined : renders.get(origin.file.path);
      if (origin === undefined || render === undefined || told.place === undefined) return undefined;
      if (!isPrepared) prepare(scan, renders);
      isPrepared = true;
      const { source } = render.map.at({ document: origin.document, path: told.path, line: told.place.line });
      const { file, line } = source;
      return source.precision === 'exact' && line !== undefined ? { file, line } : { file };
    },
    comments: commentsOf(scan.renders, asked),
  };
}

/** Announces all that may be asked, so that each map is made once. */
function prepare(scan: Scan, renders: ReadonlyMap<string, Rendered>): void {
  const holders: ReadonlyMap<Finding | Unknown, KubeObject> = objectsByVerdict(scan);
  const asked = Map.groupBy(new Set(holders.values()), (object) => renders.get(object.origin?.file.path ?? ''));
  for (const [render, objects] of asked) {
    const documents = new Set(objects.flatMap(({ origin }) => origin?.document ?? []));
    render?.map.prepare?.([...documents].toSorted((a, b) => a - b));
  }
}

/** Kustomize prints no comments: those of its sources are read where they stand. Helm prints its templates' own. */
function commentsOf(renders: readonly Rendered[], { cwd, otherTools }: Asked): WaiverSources['comments'] {
  const sources = new Set(renders.flatMap((render) => (render.by === 'kustomize' ? render.sources : [])));
  const marked = [...sources].filter((path) => hasMark(resolve(cwd, path)));
  if (marked.length === 0) return [];
  const { inventory, textOf } = load(marked, { cwd });
  const byFile = Map.groupBy(inventory.objects, ({ origin }) => origin?.file.path ?? '');
  return [...byFile].flatMap(([path, objects]) => commentWaivers(textOf(path) ?? '', objects, { otherTools }));
}

function hasMark(location: string): boolean {
  const text = textAt(location) ?? '';
  return COMMENT_MARKS.some((mark) => text.includes(mark));
}
