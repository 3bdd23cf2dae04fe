import { createHash } from 'node:crypto';
import type { KubeObject } from '@bulwark/model';
import { unreadPlaces, type Unread } from '@bulwark/report';
import { principalOf } from '@bulwark/rbac';
import type { Input } from '../../input/read-input.ts';
import type { Cluster } from '../clusters.ts';
import { nameOf } from './identities.ts';
import type { LogEvidence } from './last-use.ts';
import { writtenAt } from '../../renders/written-at.ts';

const KINDS = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding', 'ServiceAccount', 'Namespace'];

export interface FileEvidence {
  readonly path: string;
  readonly sha256?: string;
  /** Objects in it that say who is who and may do what. */
  readonly objects: number;
}

/** An object, or a part of one, that says nothing of anybody, and why. */
export interface Remark {
  readonly cluster?: string;
  readonly object: string;
  readonly reason: string;
  readonly file?: string;
  readonly line?: number;
}

/** How the population was taken: from what, with what, and what is not in it. */
export interface Population {
  readonly files: readonly FileEvidence[];
  readonly skippedFiles: number;
  /** Objects by kind; those that do not matter are counted together. */
  readonly objects: Readonly<Record<string, number>>;
  /** Those to review by kind, and those whom the API server alone gives rights. */
  readonly identities: Readonly<Record<'User' | 'Group' | 'ServiceAccount' | 'ofTheApiServer', number>>;
  /** How many sets of files may be clusters of their own. */
  readonly clusters: number;
  readonly unread: readonly Unread[];
  /** Bindings and subjects of which nobody can say whom they mean, or that mean nobody. */
  readonly remarks: readonly Remark[];
  /** Whose default roles and bindings count; absent where they were left out. */
  readonly kubernetes?: string;
  /** Whether the manifests were said to be all there is. */
  readonly complete: boolean;
  /** The audit logs from which the last use was taken. */
  readonly log?: LogEvidence;
  readonly caveats: readonly string[];
}

export interface PopulationOptions {
  readonly kubernetes: string | undefined;
  readonly complete: boolean;
  readonly log: LogEvidence | undefined;
}

export type Taken = Omit<Population, 'identities'>;

export function takenFrom(input: Input, clusters: readonly Cluster[], options: PopulationOptions): Taken {
  const { coverage, objects } = input.inventory;
  const telling = objects.filter(isTelling);
  const counted = Map.groupBy(telling, ({ kind }) => kind);
  const byFile = Map.groupBy(telling, ({ origin }) => origin?.file.path);
  const read = coverage.files.filter(({ status, path }) => status !== 'skipped' && !path.endsWith('/'));
  return {
    files: read.map(({ path }) => ({ path, ...hashed(input.bytesOf(path)), objects: byFile.get(path)?.length ?? 0 })),
    skippedFiles: coverage.files.filter(({ status }) => status === 'skipped').length,
    objects: {
      ...Object.fromEntries(KINDS.map((kind) => [kind, counted.get(kind)?.length ?? 0])),
      others: objects.length - telling.length,
    },
    clusters: clusters.length,
    unread: unreadPlaces(coverage),
    remarks: [...telling.flatMap((object) => leftOut(object) ?? []), ...clusters.flatMap(subjectRemarks)],
    ...(options.kubernetes !== undefined && { kubernetes: options.kubernetes }),
    complete: options.complete,
    ...(options.log !== undefined && { log: options.log }),
    caveats: caveatsOf(options, clusters.length, telling.filter(saysNoNamespace).length),
  };
}

function saysNoNamespace({ kind, namespace }: KubeObject): boolean {
  return namespace === undefined && ['Role', 'RoleBinding', 'ServiceAccount'].includes(kind);
}

function isTelling({ group, kind }: KubeObject): boolean {
  return KINDS.includes(kind) && (group === 'rbac.authorization.k8s.io' || group === '');
}

function hashed(bytes: Uint8Array | undefined): Pick<FileEvidence, 'sha256'> {
  return bytes === undefined ? {} : { sha256: createHash('sha256').update(bytes).digest('hex') };
}

function leftOut(object: KubeObject): Remark | undefined {
  const { kind, namespace, name, partial, identified } = object;
  if (partial === undefined && identified) return undefined;
  return {
    object: `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name || '(no name)'}`,
    reason:
      partial === undefined
        ? 'it has no name that is known, so it is not counted as anybody or as a rule'
        : 'it is a patch: what it changes is only known once it is rendered',
    ...placed(object, []),
  };
}

function subjectRemarks({ id, index: { policy } }: Cluster): readonly Remark[] {
  return policy.bindings.flatMap((binding) => {
    const about = { ...(id !== '' && { cluster: id }), object: nameOf(binding) };
    const all = placed(binding.object, []);
    if (binding.unreadable !== undefined)
      return [{ ...about, reason: `${binding.unreadable}: whom it means, or what it grants, is not known`, ...all }];
    // What the API server binds to nobody is bound for whoever is put in.
    if (binding.subjects.length === 0)
      return binding.object === undefined ? [] : [{ ...about, reason: 'it binds nobody', ...all }];
    return binding.subjects.flatMap((subject, at) => {
      if (principalOf(subject, binding.namespace) !== undefined) return [];
      const reason =
        subject.kind === 'ServiceAccount'
          ? `its subject ServiceAccount ${subject.name} has no namespace, and so means nobody`
          : `its subject of kind "${subject.kind}" means nobody`;
      return [{ ...about, reason, ...placed(binding.object, ['subjects', at]) }];
    });
  });
}

function placed(object: KubeObject | undefined, path: readonly (string | number)[]): Pick<Remark, 'file' | 'line'> {
  const place = object === undefined ? undefined : writtenAt(object, [...path]);
  return place === undefined ? {} : { file: place.file, line: place.line };
}

function caveatsOf({ complete, kubernetes, log }: PopulationOptions, clusters: number, homeless: number): readonly string[] {
  return [
    'This is what RBAC grants. Other authorizers of a cluster (Node, webhooks, the access rules of a cloud provider) may grant more, or deny, and manifests do not show them.',
    'Who is in a group is decided by whoever issues certificates and tokens. Only the groups that Kubernetes itself gives are followed; members of others have the rights of the group on top of their own.',
    'Users exist nowhere in Kubernetes. Whoever no binding names is not listed, and has what the groups system:authenticated or system:unauthenticated have.',
    'Every namespace has a service account "default", whether a manifest shows it or not. Where it is not listed, it has only the rights of its groups.',
    complete
      ? 'The manifests were said to be all there is (--complete): a role that is not among them was taken not to exist.'
      : 'The manifests were not said to be all there is: what is not in them, but in the cluster, is not in this review. A binding to a role that is not among them is unknown, not harmless.',
    ...(log === undefined
      ? ['When somebody last used a right is not in manifests; no audit log was read (--log).']
      : logCaveats(log)),
    ...(kubernetes === undefined ? ['What every API server binds itself was left out (--no-defaults).'] : []),
    ...(homeless > 0
      ? [
          `Of the objects, ${homeless} say no namespace and were taken to be in "default". Where they are applied to another one, so are the service accounts and rights shown for it.`,
        ]
      : []),
    ...(clusters > 1
      ? [`The files make up ${clusters} sets that may be clusters of their own; each identity is listed for each of them.`]
      : []),
  ];
}

function logCaveats({ saysCredentials, files }: LogEvidence): readonly string[] {
  return [
    'Who was not seen in the log may still have done something: the audit policy may leave it out, logs may be missing, and what happens once a year is in no log of a month.',
    'The server names the one binding that it found first. Another one that gives the same is then said to be spare, and may be what remains when the first is taken away.',
    ...(files.length > 1 ? ['Several logs were read. Whether anything is missing between them is not to be seen in them.'] : []),
    ...(saysCredentials
      ? []
      : [
          'The log does not say by which certificate anybody came (servers do from Kubernetes 1.32 on): who signs in by a client certificate is not known.',
        ]),
  ];
}
