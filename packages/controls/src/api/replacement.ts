import type { ApiRef, Lifecycle, Schema } from '@bulwark/schema';

/**
 * What a minor serves in place of an API: what upstream names, through replacements that are gone themselves, or else the same
 * kind in another version of its group, a stable one first. Undefined where nothing takes its place.
 */
export function replacementOf(lifecycle: Lifecycle, schema: Schema): ApiRef | undefined {
  let named = lifecycle.replacement;
  // No chain of upstream's is longer than two.
  for (let steps = 0; named !== undefined && steps < 4; steps++) {
    if (schema.kind(named.apiVersion, named.kind) !== undefined) return named;
    named = schema.lifecycle(named.apiVersion, named.kind)?.replacement;
  }
  const group = groupOf(lifecycle.apiVersion);
  const others = [...schema.kinds()].filter(
    ({ apiVersion, kind }) => kind === lifecycle.kind && groupOf(apiVersion) === group && apiVersion !== lifecycle.apiVersion,
  );
  return others.toSorted((a, b) => stabilityOf(b.apiVersion) - stabilityOf(a.apiVersion))[0];
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
}

function stabilityOf(apiVersion: string): number {
  if (apiVersion.includes('alpha')) return 0;
  return apiVersion.includes('beta') ? 1 : 2;
}
