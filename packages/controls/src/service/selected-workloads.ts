import {
  labelsOf,
  member,
  objectAt,
  refOf,
  workloadsOf,
  type Evidence,
  type KubeObject,
  type Labels,
  type Scope,
  type Workload,
} from '@bulwark/model';
import type { KindRef } from '../control.ts';
import { WORKLOAD_KINDS } from '../namespace/workload-kinds.ts';
import { counted, listed } from '../wording.ts';

/** The kinds whose pods a Service can find here: the built-in ones, and those of Argo Rollouts and OpenShift. */
export const SELECTABLE_KINDS: readonly KindRef[] = [
  ...WORKLOAD_KINDS,
  { group: 'argoproj.io', kind: 'Rollout' },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig' },
];

interface Labelled {
  readonly workload: Workload;
  readonly labels: Labels;
}

const KNOWN = new WeakMap<Scope, Map<string, readonly Labelled[]>>();

/** The workloads of a namespace with the labels of their pods. Made once for a scope: a scope never changes. */
function labelledIn(scope: Scope, namespace: string | undefined): readonly Labelled[] {
  let byNamespace = KNOWN.get(scope);
  if (byNamespace === undefined) KNOWN.set(scope, (byNamespace = new Map()));
  const known = byNamespace.get(namespace ?? '');
  if (known !== undefined) return known;
  const made = SELECTABLE_KINDS.flatMap(({ group, kind }) =>
    [...scope.inNamespace(group, kind, namespace)].flatMap((object) =>
      workloadsOf(object).map((workload) => ({ workload, labels: labelsOf(objectAt(workload.metadata, 'labels')) })),
    ),
  );
  byNamespace.set(namespace ?? '', made);
  return made;
}

/** The labels that a Service looks for; undefined where it looks for none, so that somebody else writes its endpoints. */
export function serviceSelector(service: KubeObject): Labels | undefined {
  const spec = objectAt(service.value, 'spec');
  const selector = labelsOf(member(spec, 'selector'));
  return Object.keys(selector).length === 0 || member(spec, 'type') === 'ExternalName' ? undefined : selector;
}

/** The workloads among the scope's objects whose pods a Service sends connections to. */
export function selectedWorkloads(service: KubeObject, scope: Scope): readonly Workload[] {
  const selector = serviceSelector(service);
  if (selector === undefined) return [];
  const wanted = Object.entries(selector);
  return labelledIn(scope, service.namespace)
    .filter(({ labels }) => wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value))
    .map(({ workload }) => workload);
}

const SHOWN = 3;

/** `it leads to Deployment "web"`, at the first of them; none for none. */
export function selectedEvidence(workloads: readonly Workload[]): readonly Evidence[] {
  const [first] = workloads;
  if (first === undefined) return [];
  const names = workloads.slice(0, SHOWN).map(({ object }) => `${object.kind} "${object.name}"`);
  const more = workloads.length - names.length;
  const text = `it leads to the pods of ${listed(more > 0 ? [...names, counted(more, 'other workload')] : names)}`;
  return [{ text, object: refOf(first.object), path: first.metadataPath }];
}
