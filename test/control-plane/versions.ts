/** One Kubernetes version whose control plane can be built and started here. */
export interface KubernetesVersion {
  /** `1.37`: the folder with its Go module, and what people call it. */
  readonly minor: string;
  /** `1.37.2`: the module's version without its `v`. */
  readonly release: string;
}

/** The newest first. Each has its own Go module beside this file; `node test/control-plane/write-modules.ts` writes them. */
export const KUBERNETES_VERSIONS: readonly KubernetesVersion[] = [
  { minor: '1.37', release: '1.37.2' },
  { minor: '1.34', release: '1.34.4' },
];

/** The store below every control plane: one build serves all versions. */
export const ETCD_RELEASE = '3.7.3';
