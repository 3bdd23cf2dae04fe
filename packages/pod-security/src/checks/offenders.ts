import type { Path } from '@bulwark/model';
import type { Container, ContainerSecurity, Pod, PodSecurity } from '../pod/pod.ts';

const NONE: readonly Container[] = [];

/** The containers for which `isBad` holds, in upstream's order; mostly none, which costs nothing. */
export function containersWhere(pod: Pod, isBad: (container: Container) => boolean): readonly Container[] {
  let bad: Container[] | undefined;
  for (const container of pod.containers) if (isBad(container)) (bad ??= []).push(container);
  return bad ?? NONE;
}

export function namesOf(containers: readonly Container[]): readonly string[] {
  return containers.map(({ name }) => name);
}

/** A field of a container, from the pod. */
export function inContainer(container: Container, ...field: Path): Path {
  return ['spec', container.list, container.index, ...field];
}

export function podContextField(...field: Path): Path {
  return ['spec', 'securityContext', ...field];
}

export function contextField(container: Container, ...field: Path): Path {
  return inContainer(container, 'securityContext', ...field);
}

/** Who sets a field badly that both a pod and its containers have. */
export interface Setters {
  readonly byPod: boolean;
  readonly containers: readonly Container[];
}

/** Undefined where nobody does. */
export function settersWhere(pod: Pod, isBad: (security: PodSecurity | ContainerSecurity) => boolean): Setters | undefined {
  const byPod = isBad(pod.security);
  const containers = containersWhere(pod, ({ security }) => isBad(security));
  return byPod || containers.length > 0 ? { byPod, containers } : undefined;
}

/** The security contexts of those who set something badly. */
export function contextsOf(pod: Pod, { byPod, containers }: Setters): readonly (PodSecurity | ContainerSecurity)[] {
  return [...(byPod ? [pod.security] : []), ...containers.map(({ security }) => security)];
}

/** The field in each of their security contexts. */
export function setterFields({ byPod, containers }: Setters, ...field: Path): readonly Path[] {
  return [...(byPod ? [podContextField(...field)] : []), ...containers.map((container) => contextField(container, ...field))];
}
