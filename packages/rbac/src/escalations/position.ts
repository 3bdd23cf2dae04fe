/** What somebody has got to. A namespace that is empty stands for all of them; names that are undefined for every name. */
export type Position =
  | { readonly kind: 'cluster-admin' }
  | { readonly kind: 'namespace-admin'; readonly namespace: string }
  /** The rules of a role, bound in a namespace or, where it is empty, in the cluster. */
  | { readonly kind: 'role'; readonly roleKind: 'ClusterRole' | 'Role'; readonly role: string; readonly namespace: string }
  /** May act as service accounts: by a token that is made for them, by a pod of theirs, or by saying so. */
  | {
      readonly kind: 'service-accounts';
      readonly by: 'token' | 'pod' | 'impersonation';
      readonly namespace: string;
      readonly names: readonly string[] | undefined;
    }
  /** Runs code in pods that are there, of these names, or on these nodes. */
  | {
      readonly kind: 'running-pods';
      readonly namespace: string;
      readonly names: readonly string[] | undefined;
      readonly nodes?: readonly string[] | undefined;
    }
  | { readonly kind: 'users'; readonly by: 'impersonation' | 'certificate'; readonly names: readonly string[] | undefined }
  | { readonly kind: 'groups'; readonly names: readonly string[] }
  /** Anything else that is worth having, in words: `reads all Secrets`. */
  | { readonly kind: 'other'; readonly text: string; readonly namespace: string };
