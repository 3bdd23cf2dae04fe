/** An object that is still being made. */
export type Fields = Record<string, unknown>;

/** A pod that a generator changes until it is done; each member is what the API calls so. */
export interface Draft {
  readonly annotations: Record<string, string>;
  readonly spec: Fields;
  readonly podContext: Fields;
  readonly containers: Fields[];
  readonly initContainers: Fields[];
  readonly ephemeralContainers: Fields[];
}

/** All its containers, in the order in which Pod Security visits them. */
export function allContainers({ initContainers, containers, ephemeralContainers }: Draft): readonly Fields[] {
  return [...initContainers, ...containers, ...ephemeralContainers];
}

/** The object in a member, made where it is missing. */
export function child(parent: Fields, name: string): Fields {
  return (parent[name] ??= {}) as Fields;
}

/** The list in a member, made where it is missing. */
export function list(parent: Fields, name: string): unknown[] {
  return (parent[name] ??= []) as unknown[];
}

/** The draft as a manifest; what is empty is left out. */
export function podOf(draft: Draft, name: string): Fields {
  const { annotations, spec, podContext, containers, initContainers, ephemeralContainers } = draft;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(hasMembers(annotations) && { annotations }) },
    spec: {
      ...spec,
      ...(hasMembers(podContext) && { securityContext: podContext }),
      ...(initContainers.length > 0 && { initContainers }),
      containers,
      ...(ephemeralContainers.length > 0 && { ephemeralContainers }),
    },
  };
}

function hasMembers(value: object): boolean {
  return Object.keys(value).length > 0;
}
