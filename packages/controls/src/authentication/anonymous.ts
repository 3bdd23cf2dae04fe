import { booleanAt, listAt, objectAt, stringAt, type KubeObject, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import { AUTHENTICATION_CONFIGURATION, isAuthenticationConfiguration } from './configurations.ts';
import { defaultOf, flagOf, listOf, truth, valueOf, type ApiServer } from './flags.ts';

const control: Control = defineControl({
  id: 'authentication/anonymous',
  subject: [AUTHENTICATION_CONFIGURATION, ...API_SERVER_KINDS],
  title: 'The API server answers those who do not say who they are at a few paths only',
  severity: 'medium',
  remediation:
    'Give the server an AuthenticationConfiguration that enables anonymous requests for /livez, /readyz and /healthz alone, or --anonymous-auth=false',
  reads: [AUTHENTICATION_CONFIGURATION],
  judgesPartial: true,

  check(object, { scope }) {
    if (isAuthenticationConfiguration(object)) return ofFile(object);
    const servers = apiServersOf(object);
    return servers.length === 0 ? NOTHING : servers.flatMap((server) => ofServer(server, scope));
  },

  why: `A request without credentials is system:anonymous in the group system:unauthenticated. RBAC gives these the health and the
version of the server as it comes; each binding that somebody adds to them (many guides do, to make an error go away) is open to
whoever reaches the port. So is every hole in a server that parses what strangers send. With named paths the probes of load
balancers and kubelets keep working and nothing else is answered.`,
  details: `A file that enables anonymous requests passes where each of its conditions names a path that tells no objects: the health
of the server, its version, the keys of ServiceAccounts, and the ConfigMap cluster-info that kubeadm join asks for. A server whose
flag is not set answers everybody; K3s and RKE2 set it to false; kubeadm leaves it, and the severity is low, because its probes
ask without a name. Where a file decides that no manifest shows, it is unknown. With the authorizer AlwaysAllow the server turns
anonymous requests off by itself, unless a file asks for them.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-authenticator-configuration',
  ],
  requirements: { cis: ['1.2.1'], nsa: ['authentication'], mitre: ['T1078.001', 'T1190'], owasp: ['K06'] },
  aliases: {
    kubescape: ['C-0113'],
    trivy: ['KCV-0001', 'AVD-KCV-0001', 'KCV0001'],
    checkov: ['CKV_K8S_68'],
  },

  examples: {
    fails: [
      {
        name: 'a file without conditions, and one that opens the API',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
  enabled: true
---
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
  enabled: true
  conditions:
    - path: /livez
    - path: /api/v1/namespaces
`,
        at: ['AuthenticationConfiguration/ anonymous.enabled', 'AuthenticationConfiguration/ anonymous.conditions[1].path'],
      },
      {
        name: 'the flag, the flag that is missing, and of kubeadm',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --authorization-mode=RBAC, --anonymous-auth=true]
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver]
      args: ['--authorization-mode=RBAC']
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
    - {name: authorization-mode, value: 'Node,RBAC'}
`,
        at: [
          'Pod/a spec.containers[0].command[2]',
          'Pod/b spec.containers[0].command',
          'ClusterConfiguration/ apiServer.extraArgs',
        ],
      },
    ],
    passes: [
      {
        name: 'health alone, off, and K3s',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
  enabled: true
  conditions:
    - path: /livez
    - path: /readyz
---
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
  enabled: false
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    anonymous-auth: 'false'
---
apiVersion: controlplane.cluster.x-k8s.io/v1beta1
kind: RKE2ControlPlane
metadata: {name: edge, namespace: clusters}
spec:
  serverConfig:
    kubeAPIServer:
      extraArgs: ['audit-log-maxage=30']
`,
      },
      {
        name: 'a file that no manifest shows',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --authorization-mode=RBAC, --authentication-config=/etc/kubernetes/authentication.yaml]
`,
        unknown: ['the file of --authentication-config is not among the manifests'],
      },
      {
        name: 'a file that leaves it to a flag',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer: {url: 'https://idp.example.com', audiences: [kubernetes]}
    claimMappings:
      username: {claim: sub, prefix: 'idp:'}
`,
        unknown: [
          'the file says nothing of anonymous requests: the flag --anonymous-auth decides, and where it is missing they are answered',
        ],
      },
    ],
  },
});

export default control;

/** What tells nobody's objects. */
const HARMLESS = /^\/(?:livez|readyz|healthz|version|openid\/v1\/jwks|\.well-known\/openid-configuration)(?:\/|$)/;
const CLUSTER_INFO = '/api/v1/namespaces/kube-public/configmaps/cluster-info';

function ofFile({ value }: KubeObject): readonly Outcome[] {
  const anonymous = objectAt(value, 'anonymous');
  if (anonymous === undefined) {
    const unknown =
      'the file says nothing of anonymous requests: the flag --anonymous-auth decides, and where it is missing they are answered';
    return [{ at: ['jwt'], unknown }];
  }
  if (booleanAt(anonymous, 'enabled') !== true) return NOTHING;
  const conditions = listAt(anonymous, 'conditions');
  if (conditions.length === 0) {
    const message = 'anonymous requests are taken at every path: there are no conditions';
    return [{ at: ['anonymous', 'enabled'], message }];
  }
  return conditions.flatMap((condition, index) => {
    const path = stringAt(condition, 'path');
    if (path === undefined || path === CLUSTER_INFO || HARMLESS.test(path)) return NOTHING;
    const at = ['anonymous', 'conditions', index, 'path'];
    const message = `anonymous requests are taken at "${path}"`;
    return [{ at, message, severity: /^\/apis?(?:\/|$)/.test(path) ? undefined : OTHER_PATH }];
  });
}

const OTHER_PATH: Failure['severity'] = { level: 'low', reason: 'it is one path, and none of objects' };
const LEFT_BY_KUBEADM: Failure['severity'] = {
  level: 'low',
  reason: 'kubeadm leaves the flag away, because its probes and kubeadm join ask without a name',
};

function ofServer(server: ApiServer, scope: Scope): readonly Outcome[] {
  const flag = flagOf(server, 'anonymous-auth');
  if (flag !== undefined) {
    if (flag.value === undefined) return [{ at: flag.at, unknown: 'the value of --anonymous-auth is filled in when it starts' }];
    return truth(flag.value) === true && !allowsAll(server)
      ? [{ at: flag.at, message: 'anonymous requests are taken at every path: --anonymous-auth is true' }]
      : NOTHING;
  }
  if (server.hidden === '' || truth(defaultOf(server, 'anonymous-auth')) === false || allowsAll(server)) return NOTHING;
  if (server.hidden !== undefined) return [{ at: server.at, unknown: server.hidden }];
  const file = flagOf(server, 'authentication-config');
  if (file !== undefined) return inFile(server, scope);
  return [missing(server)];
}

function missing(server: ApiServer): Outcome {
  const severity = server.starter.name === 'kubeadm' ? LEFT_BY_KUBEADM : undefined;
  return {
    at: server.at,
    message: 'anonymous requests are taken at every path: --anonymous-auth is not set, which means true',
    severity,
  };
}

/** What a file among the manifests decides is judged there. */
function inFile(server: ApiServer, scope: Scope): readonly Outcome[] {
  const files = [...scope.ofKind(AUTHENTICATION_CONFIGURATION.group, AUTHENTICATION_CONFIGURATION.kind)];
  if (files.length === 0) {
    return [{ at: server.at, unknown: 'the file of --authentication-config is not among the manifests' }];
  }
  return files.every(({ value }) => objectAt(value, 'anonymous') === undefined) ? [missing(server)] : NOTHING;
}

/** The server turns anonymous requests off then (kubernetes/pkg/kubeapiserver/options/authentication.go, ApplyAuthorization). */
function allowsAll(server: ApiServer): boolean {
  if (valueOf(server, 'authorization-config') !== undefined) return false;
  const modes = listOf(server, 'authorization-mode');
  if (modes === undefined) return !server.flags.has('authorization-mode') && server.hidden === undefined;
  return modes.some(({ value }) => value === 'AlwaysAllow');
}
