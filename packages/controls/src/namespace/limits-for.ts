import type { KubeObject, Path, Scope } from '@bulwark/model';
import { NOTHING, type Outcome } from '../control.ts';
import { SYSTEM_NAMESPACES } from './system-namespaces.ts';
import { workloadEvidence } from './workload-evidence.ts';
import { workloadsIn } from './workload-kinds.ts';

const AT: Path = ['metadata', 'name'];

/** An object that bounds what a namespace takes, of which kind, and whether one of them bounds anything. */
export interface Bound {
  readonly kind: 'ResourceQuota' | 'LimitRange';
  limits(object: KubeObject): boolean;
}

/**
 * Whether a namespace that is declared here has an object that bounds it. Where its workloads are here too and no such
 * object is, the manifests leave it out; where only its name is here, nothing is that would have to be bounded.
 */
export function boundsOf(namespace: KubeObject, scope: Scope, bound: Bound): readonly Outcome[] {
  const { name } = namespace;
  if (name === '' || SYSTEM_NAMESPACES.has(name)) return NOTHING;
  let idle: KubeObject | undefined;
  for (const object of scope.anywhereInNamespace('', bound.kind, name)) {
    if (bound.limits(object)) return NOTHING;
    idle = object;
  }
  const workloads = workloadsIn(scope, name);
  if (workloads.length === 0 && idle === undefined && !scope.complete) return NOTHING;
  const homeless = withoutNamespace(namespace, scope, bound.kind);
  if (homeless !== undefined) {
    const reason = `the ${bound.kind} "${homeless.name}" names no namespace: it may be for this one`;
    return [{ at: AT, unknown: reason }];
  }
  const missing =
    idle === undefined ? `none of the objects that were read is a ${bound.kind} for it` : `its ${bound.kind} sets no limit`;
  return [
    { at: AT, message: `the namespace "${name}" is not bounded: ${missing}`, evidence: workloadEvidence(workloads, 'in it') },
  ];
}

/** One that its sender puts into a namespace: into this one where it stands beside it, or where there is no other. */
function withoutNamespace(namespace: KubeObject, scope: Scope, kind: string): KubeObject | undefined {
  for (const object of scope.anywhereInNamespace('', kind, '')) {
    if (object.origin?.file.path === namespace.origin?.file.path || isOnly(scope)) return object;
  }
  return undefined;
}

function isOnly(scope: Scope): boolean {
  const namespaces = scope.ofKind('', 'Namespace');
  namespaces.next();
  return namespaces.next().done === true;
}
