import { isArray, set, stringAt, valueAt, type Edit, type Json, type Path, type Workload } from '@bulwark/model';
import type { CheckId } from '../checks/check.ts';
import type { Violation } from '../evaluate.ts';
import { pathInObject } from '../pod/workload-pod.ts';

/** What would have to be done about one field, or one list, that a check blames. All paths start at the object. */
export type Mend = Mended | Unmended;

export interface Mended {
  readonly check: CheckId;
  /** The fields that the check blames. */
  readonly fields: readonly Path[];
  readonly edits: readonly Edit[];
}

export interface Unmended {
  readonly check: CheckId;
  readonly fields: readonly Path[];
  /** Why no edit of the pod can do it. */
  readonly why: string;
}

export const isMended = (mend: Mend): mend is Mended => 'edits' in mend;

interface Case {
  readonly check: CheckId;
  readonly workload: Workload;
}

type MendCheck = (fields: readonly Path[], context: Case) => readonly Mend[];

/** Where each blamed field is mended by itself. */
function each(edit: (path: Path) => Edit): MendCheck {
  return (fields, { check }) => fields.map((path) => ({ check, fields: [path], edits: [edit(path)] }));
}
const remove = each((path) => ({ op: 'delete', path }));
const set0 = (value: Json): MendCheck => each((path) => set(path, value));

const PROFILE = { type: 'RuntimeDefault' };

const MENDS: Readonly<Record<CheckId, MendCheck>> = {
  allowPrivilegeEscalation: set0(false),
  appArmorProfile: each((path) => set(path, isAnnotation(path) ? 'runtime/default' : 'RuntimeDefault')),
  capabilities_baseline: withoutItems,
  capabilities_restricted: (fields, context) => [
    ...set0(['ALL'])(
      fields.filter((path) => path.at(-1) === 'drop'),
      context,
    ),
    ...withoutItems(
      fields.filter((path) => path.at(-1) !== 'drop'),
      context,
    ),
  ],
  hostNamespaces: remove,
  hostPathVolumes: withoutVolumes,
  hostPorts: remove,
  hostProbesAndHostLifecycle: remove,
  privileged: set0(false),
  procMount: remove,
  procMount_restricted: remove,
  restrictedVolumes: withoutVolumes,
  runAsNonRoot: (fields, context) => inPodOrContainers(fields, context, ['runAsNonRoot'], true),
  runAsUser: remove,
  seLinuxOptions: remove,
  seccompProfile_baseline: seccomp,
  seccompProfile_restricted: seccomp,
  sysctls: (fields, context) =>
    withoutItems(
      fields.map((path) => (path.at(-1) === 'name' ? path.slice(0, -1) : path)),
      context,
    ),
  windowsHostProcess: remove,
};

/** What to do about a violation of a workload: `judgePod` has found it. */
export function mendsOf({ check: { id }, fields }: Violation, workload: Workload): readonly Mend[] {
  if (OF_LINUX.has(id) && stringAt(workload.spec, 'os', 'name') === 'windows') {
    return [
      { check: id, fields, why: 'Windows pods may not set the field, and the level demands it of them before version 1.25' },
    ];
  }
  return MENDS[id](fields, { check: id, workload });
}

/** Those that demand a field which the API server refuses in a Windows pod. */
const OF_LINUX: ReadonlySet<CheckId> = new Set([
  'allowPrivilegeEscalation',
  'capabilities_restricted',
  'seccompProfile_restricted',
]);

function isAnnotation(path: Path): boolean {
  return path.at(-2) === 'annotations';
}

function seccomp(fields: readonly Path[], context: Case): readonly Mend[] {
  const { value } = context.workload.object;
  const wrong = fields.filter((path) => valueAt(value, path) !== undefined);
  if (wrong.length === 0) return inPodOrContainers(fields, context, ['seccompProfile'], PROFILE);
  return each((path) => set(path, isAnnotation(path) ? 'runtime/default' : 'RuntimeDefault'))(wrong, context);
}

/**
 * What is set wrongly is set right where it stands. What is missing in containers is said once for the pod, unless containers
 * of it say it themselves, or it has no place to say it.
 */
function inPodOrContainers(fields: readonly Path[], context: Case, field: Path, right: Json): readonly Mend[] {
  const { check, workload } = context;
  const { value } = workload.object;
  const wrong = fields.filter((path) => valueAt(value, path) !== undefined);
  if (wrong.length > 0) return each((path) => set(path, right))(wrong, context);
  const inContainer: Path = ['securityContext', ...field];
  const isSaidByContainers = workload.containers.some((container) => valueAt(container.value, inContainer) !== undefined);
  if (isSaidByContainers || workload.elsewhere !== undefined) {
    const own = fields.map((path) => path.slice(0, path.lastIndexOf('securityContext') + 1).concat(field));
    return each((path) => set(path, right))(own, context);
  }
  return [{ check, fields, edits: [set(pathInObject(workload, ['spec', ...inContainer]), right)] }];
}

/** Lists without the items that are blamed; a list of which nothing is left goes as a whole. The edit can be made twice. */
function withoutItems(items: readonly Path[], { check, workload }: Case): readonly Mend[] {
  const lists = Map.groupBy(items, (path) => JSON.stringify(path.slice(0, -1)));
  return [...lists.values()].map((fields) => {
    const path = fields[0]?.slice(0, -1) ?? [];
    return { check, fields, edits: [without(workload, path, new Set(fields.map((item) => item.at(-1))))] };
  });
}

function without({ object }: Workload, path: Path, indexes: ReadonlySet<string | number | undefined>): Edit {
  const list = valueAt(object.value, path);
  const rest = isArray(list) ? list.filter((_, index) => !indexes.has(index)) : [];
  return rest.length === 0 ? { op: 'delete', path } : { op: 'replace', path, value: rest };
}

/** A volume that no container mounts can go. What is mounted is needed, and what could take its place is not known. */
function withoutVolumes(fields: readonly Path[], context: Case): readonly Mend[] {
  const { check, workload } = context;
  const { value } = workload.object;
  const list = pathInObject(workload, ['spec', 'volumes']);
  const entries = fields.map((path) => path.slice(0, list.length + 1));
  const unused = entries.filter((path) => !isMounted(workload, valueAt(value, [...path, 'name'])));
  const left = fields.filter((_, index) => !unused.includes(entries[index] ?? []));
  return [
    ...withoutItems(unused, context),
    ...left.map((path) => ({ check, fields: [path], why: whyMounted(workload, path, list.length) })),
  ];
}

function isMounted({ containers }: Workload, name: Json | undefined): boolean {
  if (typeof name !== 'string') return true;
  return containers.some(({ value }) =>
    ['volumeMounts', 'volumeDevices'].some((field) => {
      const mounts = valueAt(value, [field]);
      return mounts !== undefined && (!isArray(mounts) || mounts.some((mount) => valueAt(mount, ['name']) === name));
    }),
  );
}

function whyMounted({ object }: Workload, path: Path, depth: number): string {
  const name = valueAt(object.value, [...path.slice(0, depth + 1), 'name']);
  const type = path[depth + 1];
  const what = type === undefined ? 'a kind of volume that the level does not allow' : String(type);
  return `the volume ${JSON.stringify(name ?? '')} is ${what}, and containers mount it: what the program would use instead is not known`;
}
