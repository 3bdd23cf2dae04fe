import { booleanAt, set, valueAt, type Container, type Fix, type Workload } from '@bulwark/model';
import type { Outcome } from '../control.ts';
import { listed, nameOf, shown } from '../wording.ts';
import { containerUser, type ContainerUser } from './container-user.ts';
import { asNonRoot, asOtherUser } from '../hazards/container.ts';

/** What there is to say of containers whose user one field decides. */
export function* rootOutcomes(workload: Workload, said: ContainerUser, containers: readonly Container[]): Iterable<Outcome> {
  const at = said.field.path;
  const who = listed(containers.map(nameOf));
  const many = containers.length > 1;
  switch (said.user) {
    case 'other':
      return;
    case 'invalid':
      yield { at, unknown: `${at.at(-1)} is ${shown(said.field.value)}, which the API server refuses` };
      return;
    case 'refused':
      yield {
        at,
        message: `${who} cannot start: runAsUser is 0 and runAsNonRoot is true`,
        severity: { level: 'low', reason: 'the kubelet refuses to start it, so that it never runs as root' },
        fix: withoutRoot(workload, said, containers),
      };
      return;
    case 'root':
      yield {
        at,
        message: `${who} ${many ? 'run' : 'runs'} as root: ${said.field.from === 'pod' ? "the pod's " : ''}runAsUser is 0`,
        severity: confined(workload),
        fix: withoutRoot(workload, said, containers),
      };
      return;
    case 'image':
      if (workload.open !== undefined) {
        yield { at, unknown: workload.open };
        return;
      }
      yield {
        at,
        message: `${who} may run as root: ${undecided(workload, said)}`,
        severity: confined(workload) ?? {
          level: 'medium',
          reason: 'the image decides, and the manifest does not show its user',
        },
        fix: { kind: 'suggestion', edits: [set(at, true)], hazards: asNonRoot(workload, containers[0]) },
      };
  }
}

function undecided(workload: Workload, { nonRoot }: ContainerUser): string {
  if (nonRoot.value === undefined) return 'neither runAsNonRoot nor runAsUser is set';
  const hidesTrue = nonRoot.from === 'container' && booleanAt(workload.spec, 'securityContext', 'runAsNonRoot') === true;
  return `runAsNonRoot is false${hidesTrue ? ", over the pod's true," : ''} and no runAsUser is set`;
}

function confined(workload: Workload): { readonly level: 'low'; readonly reason: string } | undefined {
  if (booleanAt(workload.spec, 'hostUsers') !== false) return undefined;
  return { level: 'low', reason: 'hostUsers is false: root in the pod is an ordinary user of the node' };
}

/** The user that a container beside runs as: files that they share are its own. */
function otherUser(workload: Workload): number | undefined {
  for (const container of workload.containers) {
    const { value } = containerUser(workload, container).uid;
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  }
  return undefined;
}

/** Takes the 0 away and demands another user: that of a container beside, or else the one that the image says. */
function withoutRoot(workload: Workload, { uid }: ContainerUser, [first]: readonly Container[]): Fix | undefined {
  const user = otherUser(workload);
  const nonRoot = set([...uid.path.slice(0, -1), 'runAsNonRoot'], true);
  if (user !== undefined) {
    return { kind: 'suggestion', edits: [set(uid.path, user), nonRoot], hazards: asOtherUser(workload, first) };
  }
  // Behind a container's 0 the pod's would come to light.
  if (uid.from === 'container' && valueAt(workload.spec, ['securityContext', 'runAsUser']) === 0) return undefined;
  const hazards = [...asNonRoot(workload, first), ...asOtherUser(workload, first)];
  return { kind: 'suggestion', edits: [{ op: 'delete', path: uid.path }, nonRoot], hazards };
}
