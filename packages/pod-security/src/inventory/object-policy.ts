import { namespaceLabels, objectAt, type KubeObject, type Scope } from '@bulwark/model';
import { DEFAULT_CONFIGURATION, type Configuration } from '../configuration/configuration.ts';
import { LABEL_PREFIX } from '../namespace/labels.ts';
import { namespacePolicy, type NamespacePolicy } from '../namespace/namespace-policy.ts';

/** What the namespace of an object says about its pods, as far as it can be seen. */
export interface ObjectPolicy extends NamespacePolicy {
  /** Whether anybody says something: a label of the namespace, or the configuration of the cluster. */
  readonly isSaid: boolean;
  readonly namespace: KubeObject | undefined;
}

/**
 * The policy for the pods of an object: by the labels of its namespace where the scope shows it, and by the defaults of the
 * cluster's configuration where one is given. `isSaid` is false where there is neither: then nobody knows.
 */
export function objectPolicy(
  { namespace }: Pick<KubeObject, 'namespace'>,
  scope: Scope,
  configuration?: Configuration,
): ObjectPolicy {
  const object = namespace === undefined ? undefined : namespaceLabels(scope, namespace).object;
  if (configuration !== undefined) return policyOf(object, configuration);
  if (object === undefined) return UNSAID;
  const known = byDefault.get(object);
  if (known !== undefined) return known;
  const policy = policyOf(object, undefined);
  byDefault.set(object, policy);
  return policy;
}

/** Of every workload in a namespace the same is asked. */
const byDefault = new WeakMap<KubeObject, ObjectPolicy>();

function policyOf(object: KubeObject | undefined, configuration: Configuration | undefined): ObjectPolicy {
  const labels = objectAt(object?.value, 'metadata', 'labels') ?? {};
  const { defaults } = configuration ?? DEFAULT_CONFIGURATION;
  const isSaid = configuration !== undefined || Object.keys(labels).some((label) => label.startsWith(LABEL_PREFIX));
  return { ...namespacePolicy(labels, defaults), isSaid, namespace: object };
}

const UNSAID = policyOf(undefined, undefined);
