import { set, stringAt, type KubeObject, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { nginxAnnotations } from './nginx-annotations.ts';
import { INGRESSES } from './route-kinds.ts';

const ALLOWED = ['data', 'allow-snippet-annotations'];
const SNIPPET = /-snippets?$/;
/** What reads files and runs programs in the controller, which holds the Secrets of all namespaces. */
const RUNS_CODE = /\blua|by_lua|\bproxy_pass\b|\balias\b|\broot\b|\bload_module\b|\binclude\b|serviceaccount/;

const HAZARDS: readonly Hazard[] = [
  {
    what: 'Ingresses with a snippet are refused, or served without what it says',
    check: 'kubectl get ingress -A -o yaml has no annotation whose name ends with -snippet',
  },
];

const control: Control = defineControl({
  id: 'ingress/nginx-snippet',
  subject: [...INGRESSES, { group: '', kind: 'ConfigMap' }],
  title: 'No Ingress writes configuration of NGINX by a snippet',
  severity: 'high',
  remediation: 'Say it by the annotation that is made for it, and leave allow-snippet-annotations at false',
  judgesPartial: true,

  check(object) {
    return object.kind === 'ConfigMap' ? ofConfigMap(object) : ofIngress(object);
  },

  why: `A snippet is copied into the configuration of the ingress controller as it is. Whoever may write an Ingress in any
namespace reads with it the controller's own token, and by that token every Secret of the cluster (CVE-2021-25742): a right to
publish a web page is one to read all keys. Controllers refuse snippets by default since 1.9; whoever turned them on again did
it for all namespaces.`,
  details: `Every annotation of NGINX's controllers that ends with -snippet counts. Where the text runs Lua, or names alias,
root, proxy_pass, include or the token's folder, the severity is critical. The ConfigMap of a controller that allows them
(allow-snippet-annotations: "true") counts too. For other controllers the annotations mean nothing, and can be removed.`,
  references: [
    'https://github.com/kubernetes/kubernetes/issues/126811',
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#configuration-snippet',
  ],
  requirements: { mitre: ['T1552.007', 'T1059'], owasp: ['K05'] },
  aliases: { kubescape: ['C-0059'], checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'] },

  examples: {
    fails: [
      {
        name: 'a header, Lua, and a controller that allows them',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
      more_set_headers "X-Frame-Options: DENY";
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: lua
  annotations:
    nginx.ingress.kubernetes.io/server-snippet: |
      location /x { content_by_lua_block { ngx.say("x") } }
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ingress-nginx-controller
data:
  allow-snippet-annotations: "true"
`,
        at: [
          'Ingress/web metadata.annotations["nginx.ingress.kubernetes.io/configuration-snippet"]',
          'Ingress/lua metadata.annotations["nginx.ingress.kubernetes.io/server-snippet"]',
          'ConfigMap/ingress-nginx-controller data.allow-snippet-annotations',
        ],
      },
    ],
    passes: [
      {
        name: 'other annotations, and a controller that refuses snippets',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: 8m
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ingress-nginx-controller
data:
  allow-snippet-annotations: "false"
`,
      },
    ],
  },
});

export default control;

function ofConfigMap(map: KubeObject): readonly Outcome[] {
  if (stringAt(map.value, ...ALLOWED) !== 'true') return NOTHING;
  return [
    {
      at: ALLOWED,
      message: `the ConfigMap "${map.name}" lets every Ingress write configuration of NGINX: allow-snippet-annotations is true`,
      fix: { kind: 'suggestion', edits: [set(ALLOWED, 'false')], hazards: HAZARDS },
    },
  ];
}

function ofIngress(ingress: KubeObject): readonly Outcome[] {
  return nginxAnnotations(ingress).flatMap(({ at, name, value }) => {
    if (!SNIPPET.test(name) || value.trim() === '') return [];
    const runs = RUNS_CODE.exec(value)?.[0];
    const severity: Failure['severity'] =
      runs === undefined
        ? undefined
        : { level: 'critical', reason: `it uses ${runs}, which reads files of the controller or runs code in it` };
    return [{ at, message: `the Ingress "${ingress.name}" writes configuration of NGINX by ${name}`, severity }];
  });
}
