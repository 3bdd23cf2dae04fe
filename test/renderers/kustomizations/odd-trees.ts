import { base } from './deployment.ts';
import type { Tree } from './places.ts';

/** What is allowed, and seldom seen. */
export const oddTrees: readonly Tree[] = [
  {
    title: 'patches that delete and replace',
    files: {
      ...base(),
      'overlay/kustomization.yaml': `resources: [../base]
patches:
  - path: patch.yaml
`,
      'overlay/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata:
      labels:
        $patch: replace
        app: web #= Deployment/web spec.template.metadata.labels.app
        tier: front #= Deployment/web spec.template.metadata.labels.tier
    spec:
      containers:
        - name: web
          $patch: delete
        - {name: log, tty: true} #= Deployment/web spec.template.spec.containers.0.tty
`,
    },
    places: [
      'base/web.yaml:20 Deployment/web spec.template.spec.containers.0',
      'base/web.yaml:20 Deployment/web spec.template.spec.containers.0.name',
      'base/web.yaml:21 Deployment/web spec.template.spec.containers.0.image',
    ],
  },
  {
    title: 'the same base twice',
    files: {
      ...base(),
      'a/kustomization.yaml': 'namePrefix: a-\nresources: [../base]\nreplicas: [{name: web, count: 2}]\n',
      'b/kustomization.yaml': 'namePrefix: b-\nresources: [../base]\n',
      'overlay/kustomization.yaml': 'resources: [../a, ../b]\nnameSuffix: -x\n',
    },
    places: [
      'a/kustomization.yaml:3 Deployment/a-web-x spec.replicas',
      'base/web.yaml:6 Deployment/b-web-x spec.replicas',
      'base/web.yaml:4 Deployment/a-web-x metadata.name',
      'base/web.yaml:4 Deployment/b-web-x metadata.name',
      'base/web.yaml:16 Deployment/a-web-x spec.template.spec.containers.0.name',
    ],
  },
  {
    title: 'generators that merge, and names that follow',
    files: {
      'base/kustomization.yaml': `resources: [pod.yaml]
configMapGenerator:
  - name: settings #= ConfigMap/pre-settings metadata.name & ConfigMap/pre-settings
    literals: [A=1, B=2]
`,
      'base/pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  volumes:
    - name: settings
      configMap:
        name: settings #= Pod/pre-web spec.volumes.0.configMap.name
  containers:
    - {name: web, image: nginx} #= Pod/pre-web spec.containers.0.image
`,
      'overlay/kustomization.yaml': `namePrefix: pre-
resources: [../base]
configMapGenerator:
  - name: settings
    behavior: merge
    literals:
      - B=3 #= ConfigMap/pre-settings data.B
generatorOptions:
  labels:
    made: here #= ConfigMap/pre-settings metadata.labels.made
`,
    },
    places: ['base/kustomization.yaml:4 ConfigMap/pre-settings data.A'],
  },
  {
    title: 'a generator of files alone',
    files: {
      'overlay/kustomization.yaml': `configMapGenerator:
  - name: script #= ConfigMap/script metadata.name & ConfigMap/script & ConfigMap/script immutable
    files:
      - run=run.sh
`,
      'overlay/run.sh': 'echo\n',
    },
    places: ['overlay/run.sh:1 ConfigMap/script data.run'],
  },
  {
    title: 'the fields of old',
    files: {
      ...base(),
      'overlay/kustomization.yaml': `bases: [../base]
commonLabels:
  old: label #= Deployment/web spec.template.metadata.labels.old & Deployment/web metadata.labels.old
imageTags:
  - name: nginx
    newTag: "2" #= Deployment/web spec.template.spec.containers.0.image
patchesStrategicMerge:
  - merge.yaml
  - |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      paused: true #= Deployment/web spec.paused
patchesJson6902:
  - target: {group: apps, version: v1, kind: Deployment, name: web}
    path: json.json
`,
      'overlay/merge.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  minReadySeconds: 5 #= Deployment/web spec.minReadySeconds
`,
      'overlay/json.json':
        '[\n  {"op": "test", "path": "/spec/replicas", "value": 1},\n  {"op": "replace", "path": "/spec/replicas",\n   "value": 7}\n]\n',
    },
    places: ['overlay/json.json:4 Deployment/web spec.replicas'],
  },
  {
    title: 'anchors, merges, and texts of many lines',
    files: {
      'overlay/kustomization.yaml': 'resources: [pod.yaml]\n',
      'overlay/pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: one
      image: a #= Pod/web spec.containers.0.image
      securityContext: &hardened
        privileged: false #= Pod/web spec.containers.0.securityContext.privileged & Pod/web spec.containers.1.securityContext.privileged
    - name: two #= Pod/web spec.containers.1
      securityContext:
        <<: *hardened
        runAsUser: 7 #= Pod/web spec.containers.1.securityContext.runAsUser
      image: >-
        b:
        1
      command:
        - sh
        - -c
        - |
          echo one
          echo two
      workingDir:
        /tmp
`,
    },
    places: [
      'overlay/pod.yaml:15 Pod/web spec.containers.1.image',
      'overlay/pod.yaml:18 Pod/web spec.containers.1.command',
      'overlay/pod.yaml:21 Pod/web spec.containers.1.command.2',
      'overlay/pod.yaml:24 Pod/web spec.containers.1.workingDir',
    ],
  },
  {
    title: 'a patch chosen by labels that it sets itself, and objects of kinds of their own',
    files: {
      'overlay/kustomization.yaml': `resources: [all.yaml]
labels:
  - pairs: {app: shop}
patches:
  - target: {labelSelector: "tier=front"}
    patch: |-
      - op: replace
        path: /spec/size
        value: 1 #= Thing/a spec.size
  - path: list.yaml
`,
      'overlay/all.yaml': `apiVersion: example.com/v1
kind: Thing
metadata:
  name: a
  labels:
    tier: front #= Thing/a metadata.labels.tier
spec:
  size: 1
  items:
    - name: x
      value: 1
---
apiVersion: example.com/v1
kind: Thing
metadata:
  name: b
spec:
  size: 1 #= Thing/b spec.size
`,
      'overlay/list.yaml': `apiVersion: example.com/v1
kind: Thing
metadata: {name: a}
spec:
  items: #= Thing/a spec.items
    - name: z #= Thing/a spec.items.0 & Thing/a spec.items.0.name
      value: 1 #= Thing/a spec.items.0.value
`,
    },
  },
];
