import { listAt, member, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../path.ts';

/** One of the places that say what a pod is like, and under which names it says so. */
export interface PodLayer {
  readonly value: Json | undefined;
  readonly path: Path;
  /** By field of a pod spec, the layer's own name for it. */
  readonly names: ReadonlyMap<string, string>;
}

export interface LayeredPod {
  readonly spec: JsonObject;
  readonly elsewhere: ReadonlyMap<string, Path>;
}

export function sameNames(fields: readonly string[]): ReadonlyMap<string, string> {
  return new Map(fields.map((field) => [field, field]));
}

/**
 * The pod spec that comes of several layers: a field has the value of the first layer that sets it, and the volumes are
 * those of all layers. `elsewhere` is as in `Workload`.
 */
export function layeredPod(layers: readonly PodLayer[], specPath: Path): LayeredPod {
  const spec: Record<string, Json> = {};
  const elsewhere = new Map<string, Path>();
  const put = (field: string, value: Json, path: Path): void => {
    spec[field] = value;
    if (!isBelow(specPath, field, path)) elsewhere.set(field, path);
  };
  for (const { value, path, names } of layers) {
    for (const [field, name] of names) {
      const own = member(value, name) ?? undefined;
      if (own !== undefined && spec[field] === undefined) put(field, own, [...path, name]);
    }
  }
  // The outermost layer's volumes come first, so that those below `specPath` keep their index.
  const volumes = layers
    .toReversed()
    .flatMap(({ value, path }) =>
      listAt(value, 'volumes').map((volume, index) => ({ volume, path: [...path, 'volumes', index] })),
    );
  for (const [index, { path }] of volumes.entries()) {
    if (!isBelow(specPath, 'volumes', path)) elsewhere.set(`volumes[${index}]`, path);
  }
  if (volumes.length > 0) spec['volumes'] = volumes.map(({ volume }) => volume);
  return { spec, elsewhere };
}

function isBelow(specPath: Path, field: string, path: Path): boolean {
  return [...specPath, field].every((step, index) => path[index] === step);
}
