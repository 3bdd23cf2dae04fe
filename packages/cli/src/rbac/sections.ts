import { clean } from '@bulwark/report';
import type { TextStyle } from '../input/text-style.ts';
import type { Cluster } from './clusters.ts';

export interface Section {
  readonly cluster: Cluster;
  /** What is said of it, whole lines; empty where there is nothing to say. */
  readonly body: string;
}

const NAMED = 2;

/** What there is to say of each cluster that the manifests may make up: what is the same of several is said once. */
export function* sectionsText(all: readonly Section[], nothing: string, { palette }: TextStyle): IterableIterator<string> {
  const groups = Map.groupBy(all, ({ body }) => body);
  const silent = groups.get('')?.length ?? 0;
  if (silent === all.length) yield nothing;
  for (const [body, sections] of groups) {
    if (body === '') continue;
    if (groups.size > 1) yield `${palette.bold(folders(sections.map(({ cluster }) => cluster.id)))}\n`;
    yield body;
  }
  if (silent > 0 && silent < all.length)
    yield palette.dim(`${nothing.trim()}, in ${silent} more that may be clusters of their own\n`);
}

export function folders(ids: readonly string[]): string {
  const names = ids.map((id) => (id === '' ? 'what all folders share' : clean(id)));
  const more = names.length - NAMED;
  return `in ${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
