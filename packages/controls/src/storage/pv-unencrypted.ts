import { member, objectAt, stringAt, type Json, type KubeObject, type Path, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';

const control: Control = defineControl({
  id: 'storage/pv-unencrypted',
  subject: [
    { group: '', kind: 'PersistentVolume' },
    { group: 'storage.k8s.io', kind: 'StorageClass' },
  ],
  title: 'Volumes are encrypted where their manifest says it',
  severity: 'medium',
  remediation: 'Set encrypted: "true" in the parameters of the StorageClass, and move the data to a new volume',
  reads: [{ group: 'storage.k8s.io', kind: 'StorageClass' }],
  judgesPartial: true,

  check(object, { scope }) {
    return object.kind === 'StorageClass' ? classOutcome(object) : volumeOutcome(object, scope);
  },

  why: `What is written to a disk that is not encrypted is read by whoever gets the disk, a snapshot of it or a backup, without any key:
an account at the cloud that may copy snapshots is enough, and so is a disk that was thrown away.`,
  details: `Only where a manifest decides: a StorageClass of EBS (ebs.csi.aws.com), Longhorn or Portworx whose encrypted parameter is false
or, for EBS, absent; a PersistentVolume whose class is such a one, or whose own attributes say so. An account may
encrypt all its EBS volumes by itself, so that an absent parameter is of low severity. Drivers that always encrypt (those of GCE
and Azure) pass, and of all others nothing is said, because their manifests do not say it.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/storage-classes/#aws-ebs',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  requirements: { nsa: ['secrets'], 'nist-800-190': ['4.4.5'] },
  aliases: { kubescape: ['C-0264'] },

  examples: {
    fails: [
      {
        name: 'classes that do not encrypt, and a volume of one',
        yaml: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: plain
provisioner: ebs.csi.aws.com
parameters:
  encrypted: "false"
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: silent
provisioner: ebs.csi.aws.com
parameters:
  type: gp3
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity: {storage: 5Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: plain
  csi:
    driver: ebs.csi.aws.com
    volumeHandle: vol-0123456789abcdef0
`,
        at: [
          'StorageClass/plain parameters.encrypted',
          'StorageClass/silent parameters',
          'PersistentVolume/data spec.storageClassName',
        ],
      },
    ],
    passes: [
      {
        name: 'classes that encrypt, or whose manifests do not say it',
        yaml: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: encrypted
provisioner: ebs.csi.aws.com
parameters:
  encrypted: "true"
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disk
provisioner: disk.csi.azure.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: local
provisioner: kubernetes.io/no-provisioner
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity: {storage: 5Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: encrypted
  csi:
    driver: ebs.csi.aws.com
    volumeHandle: vol-0123456789abcdef0
`,
      },
    ],
  },
});

export default control;

/** The parameter that encrypts, by provisioner, and whether nothing is encrypted where it is absent. */
const ENCRYPTED: ReadonlyMap<string, { readonly parameter: string; readonly plainIfAbsent: boolean }> = new Map([
  ['ebs.csi.aws.com', { parameter: 'encrypted', plainIfAbsent: true }],
  ['kubernetes.io/aws-ebs', { parameter: 'encrypted', plainIfAbsent: true }],
  ['driver.longhorn.io', { parameter: 'encrypted', plainIfAbsent: false }],
  ['pxd.portworx.com', { parameter: 'secure', plainIfAbsent: false }],
]);

function classOutcome(object: KubeObject): readonly Outcome[] {
  const plain = plainAt(object);
  if (plain === undefined) return NOTHING;
  const { path, says, isSaid } = plain;
  const message = `the StorageClass "${object.name}" ${says}`;
  if (isSaid) return [{ at: path, message }];
  return [{ at: path, message, severity: { level: 'low', reason: 'the account may encrypt all its volumes by default' } }];
}

function volumeOutcome(object: KubeObject, scope: Scope): readonly Outcome[] {
  const own = stringAt(object.value, 'spec', 'csi', 'volumeAttributes', 'encrypted');
  if (own === 'true') return NOTHING;
  if (own === 'false')
    return [{ at: ['spec', 'csi', 'volumeAttributes', 'encrypted'], message: `the volume "${object.name}" is not encrypted` }];
  const name = stringAt(object.value, 'spec', 'storageClassName');
  const storageClass = name === undefined ? undefined : scope.get('storage.k8s.io', 'StorageClass', undefined, name);
  const plain = storageClass === undefined ? undefined : plainAt(storageClass);
  if (plain?.isSaid !== true) return NOTHING;
  return [
    {
      at: ['spec', 'storageClassName'],
      message: `the volume "${object.name}" is of the class "${name ?? ''}", which ${plain.says}`,
    },
  ];
}

interface Plain {
  readonly path: Path;
  readonly says: string;
  readonly isSaid: boolean;
}

function plainAt({ value }: KubeObject): Plain | undefined {
  const known = ENCRYPTED.get(stringAt(value, 'provisioner') ?? '');
  if (known === undefined) return undefined;
  const setting: Json | undefined = member(objectAt(value, 'parameters'), known.parameter);
  if (setting === 'false') return { path: ['parameters', known.parameter], says: 'does not encrypt its volumes', isSaid: true };
  if (setting !== undefined || !known.plainIfAbsent) return undefined;
  return { path: ['parameters'], says: 'does not say that its volumes are encrypted', isSaid: false };
}
