import type { Json, JsonObject } from '@bulwark/model';
import type { Cluster } from '../admission/request.ts';
import { DEFAULT_CONFIGURATION, type Exemptions } from '../configuration/configuration.ts';
import type { Policy } from '../namespace/policy.ts';

export interface ClusterOptions {
  /** By namespace, `enforce=baseline warn=restricted`. */
  readonly namespaces?: Readonly<Record<string, string>>;
  readonly pods?: readonly Json[];
  readonly exemptions?: Partial<Exemptions>;
  readonly defaults?: Policy;
}

/** Labels of Pod Security from `enforce=baseline warn=restricted`. */
export function labels(text: string): Record<string, string> {
  const pairs = text.split(' ').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [`pod-security.kubernetes.io/${name}`, value];
    }),
  );
}

export function clusterOf({ namespaces = {}, pods, exemptions, defaults }: ClusterOptions): Cluster {
  return {
    configuration: {
      defaults: defaults ?? DEFAULT_CONFIGURATION.defaults,
      exemptions: { ...DEFAULT_CONFIGURATION.exemptions, ...exemptions },
    },
    namespaceLabels: (name) => (namespaces[name] === undefined ? undefined : labels(namespaces[name])),
    podsIn: () => pods,
  };
}

const RESTRICTED: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

interface TestPod {
  readonly spec: { readonly containers: readonly [JsonObject] };
}

/** A pod that the level takes, and none that is stricter. */
export function podAt(level: 'privileged' | 'baseline' | 'restricted', spec: JsonObject = {}): JsonObject & TestPod {
  const contexts = { privileged: { privileged: true }, baseline: {}, restricted: RESTRICTED };
  return {
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'nginx', securityContext: contexts[level] }], ...spec },
  };
}
