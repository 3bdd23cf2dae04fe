import { applyEdits, listAt, type Edit, type KubeObject, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { CHAIN_KINDS, chainsOf, type Chain } from './authorizers.ts';
import { OTHER_AUTHORIZERS } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'authorization/always-allow',
  subject: CHAIN_KINDS,
  title: 'The API server allows nothing without asking whether it may',
  severity: 'critical',
  remediation:
    'Set --authorization-mode=Node,RBAC, or name these two in the AuthorizationConfiguration, and nothing that allows all',
  judgesPartial: true,

  check(object) {
    const chains = chainsOf(object);
    return chains.length === 0 ? NOTHING : chains.flatMap((chain) => ofChain(object, chain));
  },

  why: `The authorizer AlwaysAllow says yes to everything that gets to it. Each user with any certificate or token, each pod with the
token of its ServiceAccount, then rules the cluster: reads all Secrets, starts privileged pods, deletes namespaces. Roles and
bindings are still there to be read, and mean nothing.`,
  details: `An API server that is given neither --authorization-mode nor --authorization-config uses AlwaysAllow; kubeadm, K3s and RKE2 give
it Node and RBAC. AlwaysAllow behind others allows what they do not refuse, and RBAC refuses nothing.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#authorization-modules',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
  ],
  requirements: { cis: ['1.2.6'], nsa: ['rbac'], mitre: ['T1078'], owasp: ['K03'] },
  aliases: {
    kubescape: ['C-0118'],
    trivy: ['KCV-0007', 'AVD-KCV-0007', 'KCV0007'],
    checkov: ['CKV_K8S_74'],
  },

  examples: {
    fails: [
      {
        name: 'named, and nothing named',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, '--authorization-mode=Node,AlwaysAllow']
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --client-ca-file=/etc/kubernetes/pki/ca.crt]
`,
        at: ['Pod/a spec.containers[0].command[1]', 'Pod/b spec.containers[0].command'],
      },
      {
        name: 'in a file',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - {type: RBAC, name: rbac}
  - {type: AlwaysAllow, name: alwaysallow}
`,
        at: ['authorizers[1].type'],
      },
    ],
    passes: [
      {
        name: 'Node and RBAC, by flag and by kubeadm',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, '--authorization-mode=Node,RBAC']
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
`,
      },
      {
        name: 'modes that are filled in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --authorization-mode=$(MODES)]
`,
        unknown: ['the modes are filled in when the server starts'],
      },
    ],
  },
});

export default control;

function ofChain(object: KubeObject, chain: Chain): readonly Outcome[] {
  const { authorizers, at, unknown, server } = chain;
  if (unknown !== undefined) {
    // A file is spoken of once, by the control of RBAC.
    return server?.flags.has('authorization-config') === true ? NOTHING : [{ at, unknown }];
  }
  const fix = fixOf(object, chain);
  if (authorizers.length === 0) {
    if (server === undefined) return NOTHING;
    return [{ at, message: 'every request is allowed: neither --authorization-mode nor --authorization-config is set', fix }];
  }
  const found = authorizers.find(({ type }) => type === 'AlwaysAllow');
  if (found === undefined) return NOTHING;
  const where = server === undefined ? [...found.at, 'type'] : found.at;
  return [{ at: where, message: 'every request is allowed: AlwaysAllow is among the authorizers', fix }];
}

/**
 * With AlwaysAllow the server takes no anonymous requests, whatever the flag's default is, and should not begin to
 * (kubernetes/pkg/kubeapiserver/options/authentication.go, ApplyAuthorization).
 */
function fixOf(object: KubeObject, { withModes, server }: Chain): Failure['fix'] {
  const modes = withModes?.(['Node', 'RBAC']);
  if (modes === undefined || server === undefined) return undefined;
  if (server.flags.has('anonymous-auth')) return { kind: 'suggestion', edits: [modes], hazards: OTHER_AUTHORIZERS };
  const anonymous = server.add?.('anonymous-auth', 'false');
  const edits = anonymous === undefined ? withWord(object, modes, server.at) : [modes, anonymous];
  return { kind: 'suggestion', edits, hazards: OTHER_AUTHORIZERS };
}

/** The words of the command line as a whole, because what is appended twice stands there twice. */
function withWord({ value }: KubeObject, modes: Edit, path: Path): readonly Edit[] {
  const words = listAt(applyEdits(value, [modes]), ...path);
  return words.length === 0 ? [modes] : [modes, { op: 'replace', path, value: [...words, '--anonymous-auth=false'] }];
}
