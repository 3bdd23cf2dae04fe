import type { Json } from '@bulwark/model';
import { DEFAULT_CONFIGURATION, type Cluster, type Configuration } from '@bulwark/pod-security';
import type { Named } from '../control-planes.ts';
import type { Labels } from './policy-labels.ts';

/** What our review is told of a cluster. */
export interface Known {
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly pods?: ReadonlyMap<string, readonly Json[]>;
  readonly configuration?: Configuration;
  /** The newest minor version whose policy the server knows; its own where it is not said. */
  readonly newest?: number;
}

/** The cluster of a control plane. */
export function clusterOf({ minor }: Pick<Named, 'minor'>, known: Known): Cluster {
  return {
    configuration: known.configuration ?? DEFAULT_CONFIGURATION,
    namespaceLabels: (name) => known.namespaces.get(name),
    podsIn: (namespace) => known.pods?.get(namespace) ?? [],
    newest: known.newest ?? newestOf(minor),
  };
}

/** The newest minor version whose policy a server of this one knows. */
export function newestOf(minor: string): number {
  return Number(minor.split('.')[1]);
}
