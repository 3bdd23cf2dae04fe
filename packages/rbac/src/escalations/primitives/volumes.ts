import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
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
