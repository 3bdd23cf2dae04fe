import { need } from '../need.ts';
import type { Act, Primitive } from '../primitive.ts';
import { PROOF_NAME } from '../rbac-objects.ts';
import { simple } from '../simple.ts';

/** Admission looks at the volumes of a pod; what a claim is bound to it does not see. */
export const hostVolume: Primitive = simple({
  id: 'host-volume',
  title: 'mounts folders of nodes by a PersistentVolume, which Pod Security does not see',
  techniques: ['T1611'],
  severity: { cluster: 'high', namespace: 'high' },
  ways: [[need('create', 'persistentvolumes'), need('create', 'persistentvolumeclaims'), need('create', 'pods')]],
});

export const storageClass: Primitive = simple({
  id: 'storage-class',
  title: 'decides where and how new volumes of others are made',
  techniques: ['T1557'],
  severity: { cluster: 'low', namespace: 'low' },
  ways: [[need('create', 'storageclasses.storage.k8s.io')]],
});

/** It says how a driver's volumes are mounted, and the tokens of which service accounts the kubelet hands to it. */
export const csiDriver: Primitive = simple({
  id: 'csi-driver',
  title: 'decides what drivers of volumes are given, tokens of the pods that mount them too',
  techniques: ['T1528'],
  severity: { cluster: 'medium', namespace: 'medium' },
  ways: [[need('create', 'csidrivers.storage.k8s.io')], [need(['patch', 'update'], 'csidrivers.storage.k8s.io', 'target')]],
});

const SNAPSHOTS = 'snapshot.storage.k8s.io';

const snapshots = simple({
  id: 'snapshot-content',
  title: 'reads volumes of others from their snapshots',
  techniques: ['T1530'],
  severity: { cluster: 'high', namespace: 'high' },
  ways: [
    [
      need('create', `volumesnapshotcontents.${SNAPSHOTS}`),
      need('create', `volumesnapshots.${SNAPSHOTS}`),
      need('create', 'persistentvolumeclaims'),
      need('create', 'pods'),
    ],
  ],
});

/** The content of a snapshot names any snapshot that the storage has, of whichever namespace. */
export const snapshotContent: Primitive = {
  ...snapshots,
  ways: snapshots.ways.map((way) => ({ ...way, acts: (permissions, aim) => way.acts(permissions, aim).map(filledBySnapshot) })),
};

/** The claim asks for a volume that is filled from the snapshot. */
function filledBySnapshot(act: Act): Act {
  if (!act.path.endsWith('/persistentvolumeclaims')) return act;
  const { spec, ...rest } = act.body as { readonly spec: object };
  const dataSource = { apiGroup: SNAPSHOTS, kind: 'VolumeSnapshot', name: PROOF_NAME };
  return { ...act, body: { ...rest, spec: { ...spec, volumeName: undefined, storageClassName: undefined, dataSource } } };
}
