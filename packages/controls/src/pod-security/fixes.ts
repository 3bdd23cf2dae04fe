import { set, type Edit, type Fix, type Path, type Workload } from '@bulwark/model';
import { pathInObject, type CheckId, type Violation } from '@bulwark/pod-security';

const PROFILE = { type: 'RuntimeDefault' };

type Mend = (fields: readonly Path[], workload: Workload) => readonly Edit[];

const each =
  (edit: (path: Path) => Edit): Mend =>
  (fields) =>
    fields.map(edit);
const remove = each((path) => ({ op: 'delete', path }));

/** What a pod says for all its containers is said once. */
function inPod(workload: Workload, field: string, value: Parameters<typeof set>[1]): readonly Edit[] {
  return [set(pathInObject(workload, ['spec', 'securityContext', field]), value)];
}

/** How a violation is mended where the edit is plain. A person must say whether the program can live with it. */
const MENDS: Readonly<Partial<Record<CheckId, Mend>>> = {
  allowPrivilegeEscalation: each((path) => set(path, false)),
  capabilities_restricted: (fields) =>
    fields.every((path) => path.at(-1) === 'drop') ? fields.map((path) => set(path, ['ALL'])) : [],
  hostNamespaces: remove,
  hostPorts: remove,
  hostProbesAndHostLifecycle: remove,
  privileged: each((path) => set(path, false)),
  procMount: remove,
  procMount_restricted: remove,
  windowsHostProcess: remove,
};

/** Edits for a violation of a workload whose pod is one piece; none where only a person can tell what to do. */
export function fixFor({ check, detail, fields }: Violation, workload: Workload): Fix | undefined {
  const edits = editsFor(check.id, detail, fields, workload);
  return edits.length === 0 ? undefined : { kind: 'suggestion', edits };
}

function editsFor(id: CheckId, detail: string, fields: readonly Path[], workload: Workload): readonly Edit[] {
  // What is missing everywhere is set once for the pod; what is set wrongly is set right where it stands.
  const isMissing = detail.startsWith('pod or ');
  if (id === 'runAsNonRoot') return isMissing ? inPod(workload, 'runAsNonRoot', true) : fields.map((path) => set(path, true));
  if (id === 'seccompProfile_restricted' || id === 'seccompProfile_baseline') {
    return isMissing ? inPod(workload, 'seccompProfile', PROFILE) : fields.map((path) => set(path, 'RuntimeDefault'));
  }
  return MENDS[id]?.(fields, workload) ?? [];
}
