import { effectiveField, effectiveValue, type Container, type EffectiveField, type Json, type Workload } from '@bulwark/model';

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
  const uid = effectiveField(workload, container, 'runAsUser');
  const nonRoot = effectiveField(workload, container, 'runAsNonRoot');
  const { user, by } = decided(uid.value, nonRoot.value);
  return { user, field: by === 'uid' ? uid : nonRoot, uid, nonRoot };
}

/** Whether a container is certain not to be root: of most nothing else is asked. */
export function isOtherUser(workload: Workload, container: Container): boolean {
  const uid = effectiveValue(workload, container, 'runAsUser');
  return decided(uid, effectiveValue(workload, container, 'runAsNonRoot')).user === 'other';
}

interface Decided {
  readonly user: ContainerUser['user'];
  /** The field that decides. */
  readonly by: 'uid' | 'nonRoot';
}

const INVALID_UID: Decided = { user: 'invalid', by: 'uid' };
const INVALID: Decided = { user: 'invalid', by: 'nonRoot' };
const REFUSED: Decided = { user: 'refused', by: 'uid' };
const ROOT: Decided = { user: 'root', by: 'uid' };
const OTHER_BY_UID: Decided = { user: 'other', by: 'uid' };
const OTHER: Decided = { user: 'other', by: 'nonRoot' };
const IMAGE: Decided = { user: 'image', by: 'nonRoot' };

function decided(uid: Json | undefined, nonRoot: Json | undefined): Decided {
  if (uid !== undefined && !isUid(uid)) return INVALID_UID;
  if (nonRoot !== undefined && typeof nonRoot !== 'boolean') return INVALID;
  if (uid === 0) return nonRoot === true ? REFUSED : ROOT;
  if (uid !== undefined) return OTHER_BY_UID;
  return nonRoot === true ? OTHER : IMAGE;
}

/** The API server takes no other: IsValidUserID in kubernetes/staging/src/k8s.io/apimachinery/pkg/util/validation. */
function isUid(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 2 ** 31 - 1;
}
