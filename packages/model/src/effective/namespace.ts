import { objectAt } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Scope } from '../inventory/scope.ts';
import { labelsOf, type Labels } from '../selector/selector.ts';

export interface NamespaceLabels {
  /** Whether these are all labels: the scope shows the namespace, or it is complete. */
  readonly known: boolean;
  readonly object: KubeObject | undefined;
  readonly labels: Labels;
}

/**
 * The labels of a namespace. `kubernetes.io/metadata.name` is always among them: the API server sets it to the name,
 * whatever the manifest says (`SetDefaults_Namespace` in kubernetes, pkg/apis/core/v1/defaults.go).
 */
export function namespaceLabels(scope: Scope, namespace: string): NamespaceLabels {
  const object = scope.get('', 'Namespace', undefined, namespace);
  const labels = { ...labelsOf(objectAt(object?.value, 'metadata', 'labels')), 'kubernetes.io/metadata.name': namespace };
  return { known: object !== undefined || scope.complete, object, labels };
}
