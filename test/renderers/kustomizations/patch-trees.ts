import { base } from './deployment.ts';
import type { Tree } from './places.ts';

/** Objects as they are, and patches of them. */
export const patchTrees: readonly Tree[] = [
  {
    title: 'a resource as it is',
    files: {
      'overlay/kustomization.yaml': 'resources: [web.yaml]\n',
      'overlay/web.yaml': `# A comment
apiVersion: v1 #= Pod/web apiVersion & Pod/web
kind: Pod #= Pod/web kind
metadata: #= Pod/web metadata
  name: web #= Pod/web metadata.name
spec: #= Pod/web spec & Pod/web spec.securityContext
  hostNetwork: true #= Pod/web spec.hostNetwork
  containers: #= Pod/web spec.containers
    - image: "nginx" #= Pod/web spec.containers.0.image & Pod/web spec.containers.0
      name: web #= Pod/web spec.containers.0.name
      args: [serve, --port, "80"] #= Pod/web spec.containers.0.args.1
      securityContext: {} #= Pod/web spec.containers.0.securityContext & Pod/web spec.containers.0.securityContext.privileged
    - name: sole #= Pod/web spec.containers.1 & Pod/web spec.containers.1.name & Pod/web spec.containers.1.image
`,
    },
  },
  {
    title: 'several documents, a List, and JSON',
    files: {
      'overlay/kustomization.yaml': 'resources: [all.yaml, one.json]\n',
      'overlay/all.yaml': `apiVersion: v1
kind: ServiceAccount #= ServiceAccount/one kind
metadata:
  name: one #= ServiceAccount/one metadata.name
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1 #= ConfigMap/two
    kind: ConfigMap
    metadata: {name: two}
    data: #= ConfigMap/two data
      a: "1" #= ConfigMap/two data.a
`,
      'overlay/one.json':
        '{\n  "apiVersion": "v1",\n  "kind": "ConfigMap",\n  "metadata": {"name": "three"},\n  "data": {\n    "b": "2"\n  }\n}\n',
    },
    places: ['overlay/one.json:6 ConfigMap/three data.b', 'overlay/one.json:2 ConfigMap/three'],
  },
  {
    title: 'strategic merge patches: a file, and one that is written in',
    files: {
      ...base(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web #= Deployment/web spec.template.spec.containers.0 & Deployment/web spec.template.spec.containers.0.name
          image: nginx:1.27 #= Deployment/web spec.template.spec.containers.0.image
          securityContext:
            privileged: false
            runAsUser: 10
        - name: log #= Deployment/web spec.template.spec.containers.1
          image: busybox
`),
      'overlay/kustomization.yaml': `resources: [../base]
patches:
  - path: patch.yaml
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 3 #= Deployment/web spec.replicas
        template:
          spec:
            hostPID: true #= Deployment/web spec.template.spec.hostPID
`,
      'overlay/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            privileged: true #= Deployment/web spec.template.spec.containers.0.securityContext.privileged
            runAsUser: null
            capabilities: #= Deployment/web spec.template.spec.containers.0.securityContext.capabilities
              add: [NET_ADMIN] #= Deployment/web spec.template.spec.containers.0.securityContext.capabilities.add.0
`,
    },
    // What a patch has taken away is told where its holder is.
    places: ['base/web.yaml:16 Deployment/web spec.template.spec.containers.0.securityContext.runAsUser'],
  },
  {
    title: 'the same value in the base and in a patch is the patch’s',
    files: {
      ...base(),
      'overlay/kustomization.yaml': `resources: [../base]
patches:
  - target: {labelSelector: tier=front}
    patch: |-
      - op: replace
        path: /spec/replicas
        value: 1
  - path: same.yaml
`,
      'overlay/same.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1 #= Deployment/web spec.replicas
`,
    },
  },
  {
    title: 'JSON patches: a file, one that is written in, and what they add',
    files: {
      ...base(),
      'overlay/kustomization.yaml': `resources: [../base]
patches:
  - target:
      kind: Deployment
    path: patch.yaml
  - target:
      kind: Deployment
      name: web
    patch: |
      - op: add
        path: /spec/template/spec/containers/-
        value: #= Deployment/web spec.template.spec.containers.2
          name: added #= Deployment/web spec.template.spec.containers.2.name
          image: alpine #= Deployment/web spec.template.spec.containers.2.image
`,
      'overlay/patch.yaml': `- op: replace
  path: /spec/template/spec/containers/0/image
  value: nginx:1.28 #= Deployment/web spec.template.spec.containers.0.image
- op: add
  path: /metadata/annotations
  value: {a~1b: c}
- op: remove
  path: /spec/template/spec/containers/0/ports
`,
    },
    places: ['base/web.yaml:16 Deployment/web spec.template.spec.containers.0.ports'],
  },
];
