import { listAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { CLAIM_KINDS, claimsOf } from './claims.ts';

const control: Control = defineControl({
  id: 'reliability/volume-claim-access-mode',
  subject: CLAIM_KINDS,
  title: 'Volume claims say how they are mounted',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set accessModes, such as [ReadWriteOnce]',

  check(object) {
    let outcomes: Outcome[] | undefined;
    for (const claim of claimsOf(object)) {
      if (listAt(claim.spec, 'accessModes').length > 0) continue;
      outcomes ??= [];
      const message = `the volume claim "${claim.name}" has no accessModes, and the API server refuses it`;
      outcomes.push({ at: [...claim.path, 'accessModes'], message });
    }
    return outcomes ?? NOTHING;
  },

  why: `The API server refuses a claim without it. In a StatefulSet it does so only when the controller makes the claim: the StatefulSet is
there, and its pods never are.`,
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims'],
  requirements: {},
  aliases: { kubesec: ['VolumeClaimAccessModeReadWriteOnce'] },

  examples: {
    fails: [
      {
        name: 'a claim and a template',
        yaml: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  resources:
    requests: {storage: 1Gi}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        resources:
          requests: {storage: 1Gi}
`,
        at: ['PersistentVolumeClaim/data spec.accessModes', 'StatefulSet/db spec.volumeClaimTemplates[0].spec.accessModes'],
      },
    ],
    passes: [
      {
        name: 'both say it',
        yaml: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  resources:
    requests: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        resources:
          requests: {storage: 1Gi}
        accessModes: [ReadWriteOnce]
`,
      },
    ],
  },
});

export default control;
