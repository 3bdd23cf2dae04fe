import { effectiveField, type Container, type EffectiveField, type Workload } from '@bulwark/model';

/**
 * Which user a container's process is, as far as the manifest says it. `root` is certain; `image` means that the image
 * decides, and most images say root; `refused` is root that the kubelet will not start; `invalid` is no legal value.
 */
export interface ContainerUser {
  readonly user: 'root' | 'other' | 'image' | 'refused' | 'invalid';
  /** The field that decides, or the container's `runAsNonRoot` where none does. */
  readonly field: EffectiveField;
  readonly uid: EffectiveField;
  readonly nonRoot: EffectiveField;
}

/**
 * As the kubelet decides it: a number that is not 0 is not root whatever `runAsNonRoot` says; 0 with `runAsNonRoot` is not
 * started; without a number `runAsNonRoot` makes it look at the image's user before it starts it.
 * kubernetes/pkg/kubelet/kuberuntime/security_context.go, verifyRunAsNonRoot.
 */
export function containerUser(workload: Workload, container: Container): ContainerUser {
  const before = known.get(container);
  if (before !== undefined) return before;
  const user = decided(workload, container);
  known.set(container, user);
  return user;
}

/** Several controls ask; a container is one of one workload. */
const known = new WeakMap<Container, ContainerUser>();

function decided(workload: Workload, container: Container): ContainerUser {
  const uid = effectiveField(workload, container, 'runAsUser');
  const nonRoot = effectiveField(workload, container, 'runAsNonRoot');
  const said = (user: ContainerUser['user'], field: EffectiveField): ContainerUser => ({ user, field, uid, nonRoot });
  if (uid.value !== undefined && !isUid(uid.value)) return said('invalid', uid);
  if (nonRoot.value !== undefined && typeof nonRoot.value !== 'boolean') return said('invalid', nonRoot);
  if (uid.value === 0) return said(nonRoot.value === true ? 'refused' : 'root', uid);
  if (uid.value !== undefined) return said('other', uid);
  return said(nonRoot.value === true ? 'other' : 'image', nonRoot);
}

/** The API server takes no other: IsValidUserID in kubernetes/staging/src/k8s.io/apimachinery/pkg/util/validation. */
function isUid(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 2 ** 31 - 1;
}
