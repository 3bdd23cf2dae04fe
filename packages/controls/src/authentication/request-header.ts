import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import { flagOf, listOf, valueOf, type ApiServer } from './flags.ts';

const control: Control = defineControl({
  id: 'authentication/request-header',
  subject: API_SERVER_KINDS,
  title: 'Only the front proxy can tell the API server who somebody is',
  severity: 'medium',
  remediation:
    'Give the front proxy an authority of its own (--requestheader-client-ca-file) and name its certificate in --requestheader-allowed-names',
  judgesPartial: true,

  check(object) {
    const servers = apiServersOf(object);
    return servers.length === 0 ? NOTHING : servers.flatMap(ofServer);
  },

  why: `Whoever shows a certificate of the request header authority may write any user and any group into a header, system:masters
among them, and the API server believes it. Without a list of names each certificate of that authority does; with the authority that
signs everybody's client certificates, each user, node and component has such a one, or can ask for one with the right name.`,
  details: `The files are compared by their paths; two paths to one certificate are not seen, but a server of 1.31 and newer looks into
them, and does not start where they overlap without a list of names.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#authenticating-proxy',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/',
  ],
  requirements: { nsa: ['authentication'], mitre: ['T1078', 'T1134'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'no names',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command:
        - kube-apiserver
        - --client-ca-file=/etc/kubernetes/pki/ca.crt
        - --requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt
        - --requestheader-allowed-names=
`,
        at: ['spec.containers[0].command[3]'],
      },
      {
        name: 'the authority of all certificates, with names and without',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command:
        - kube-apiserver
        - --client-ca-file=/etc/kubernetes/pki/ca.crt
        - --requestheader-client-ca-file=/etc/kubernetes/pki/ca.crt
        - --requestheader-allowed-names=front-proxy-client
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command:
        - kube-apiserver
        - --client-ca-file=/etc/kubernetes/pki/ca.crt
        - --requestheader-client-ca-file=/etc/kubernetes/pki/ca.crt
`,
        at: ['Pod/a spec.containers[0].command[2]', 'Pod/b spec.containers[0].command[2]'],
      },
    ],
    passes: [
      {
        name: 'an authority and a name of its own, and no front proxy',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command:
        - kube-apiserver
        - --client-ca-file=/etc/kubernetes/pki/ca.crt
        - --requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt
        - --requestheader-allowed-names=front-proxy-client
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --client-ca-file=/etc/kubernetes/pki/ca.crt]
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
`,
      },
    ],
  },
});

export default control;

const FOR_ALL: Failure['severity'] = { level: 'critical', reason: 'it signs the client certificates of everybody' };
const ASKED_FOR: Failure['severity'] = { level: 'high', reason: 'whoever may ask it for certificates asks for that name' };

function ofServer(server: ApiServer): readonly Outcome[] {
  const authority = valueOf(server, 'requestheader-client-ca-file');
  if (!authority || server.hidden) return NOTHING;
  const names = namesOf(server);
  const at = flagOf(server, 'requestheader-client-ca-file')?.at ?? server.at;
  const isShared = authority === valueOf(server, 'client-ca-file');
  if (names === undefined || (names.length > 0 && !isShared)) return NOTHING;
  if (names.length > 0) {
    const message = `the authority of the front proxy is that of all client certificates: "${authority}" is in --client-ca-file too`;
    return [{ at, message, severity: ASKED_FOR }];
  }
  const message = `every certificate of "${authority}" may say who a request is from: --requestheader-allowed-names is empty`;
  return isShared
    ? [{ at, message, severity: FOR_ALL }]
    : [{ at: flagOf(server, 'requestheader-allowed-names')?.at ?? at, message }];
}

/** The names that are given; undefined where they are filled in at the start. */
function namesOf(server: ApiServer): readonly string[] | undefined {
  const parts = listOf(server, 'requestheader-allowed-names');
  if (parts === undefined) return server.flags.has('requestheader-allowed-names') ? undefined : [];
  return parts.map(({ value }) => value).filter((name) => name !== '');
}
