import { listAt, stringAt, type KubeObject } from '@bulwark/model';
import { defineControl, type Control, type Outcome } from '../control.ts';
import { shown } from '../wording.ts';
import { nginxAnnotations } from './nginx-annotations.ts';
import { INGRESSES } from './route-kinds.ts';

/** Annotations whose values NGINX's templates have written unescaped, by the CVE. */
const HOLES: ReadonlyMap<string, string> = new Map([
  ['auth-url', 'CVE-2025-24514'],
  ['auth-tls-match-cn', 'CVE-2025-1097'],
  ['mirror-target', 'CVE-2025-1098'],
  ['mirror-host', 'CVE-2025-1098'],
  ['permanent-redirect', 'CVE-2023-5044'],
]);
/** What ends a directive and begins another: no value of these annotations needs it. */
const BREAKS_OUT = /[\r\n]|;[^;]*\b[a-z_]+\s|[{};]\s*(?:[}#]|[a-z_]+\s)|\bssl_engine\b|_by_lua/;

/** In a path, where braces may be part of a pattern: a block that begins or ends. */
const ENDS_BLOCK = /[\r\n]|[{;]\s+[a-z]|\}\s*location\b/;

const control: Control = defineControl({
  id: 'ingress/nginx-annotation-injection',
  subject: INGRESSES,
  title: 'No annotation of an Ingress breaks out of its directive in NGINX',
  severity: 'critical',
  remediation: 'Find out who wrote the Ingress; upgrade the controller, and turn on its annotation validation',
  judgesPartial: true,

  check(ingress) {
    return [...nginxAnnotations(ingress).flatMap((annotation) => ofAnnotation(ingress, annotation)), ...ofPaths(ingress)];
  },

  why: `Older ingress-nginx controllers write the value of some annotations into their configuration unescaped, and test that
configuration at admission: a line break or a semicolon in it is a directive of its own, ssl_engine among them loads a library,
and whoever may send an Ingress, or only reaches the webhook, runs code in the controller, which holds every Secret
(CVE-2025-1974 with 1097, 1098 and 24514).`,
  details: `What is looked for is an attack, or a mistake that works like one: a line break, or the end of a directive or a
block with another one behind it. For a path it is what no path holds (a brace, a semicolon, a line break, a quote). An old
controller is judged by image/known-vulnerable. A line break at the very end of a value is what YAML's block texts leave, and passes.`,
  references: [
    'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/',
    'https://github.com/kubernetes/kubernetes/issues/131009',
  ],
  requirements: { mitre: ['T1190', 'T1059'], owasp: ['K05'] },
  aliases: { trivy: ['KCV-0093', 'AVD-KCV-0093'] },

  examples: {
    fails: [
      {
        name: 'a directive behind a URL, and a library that it loads',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/auth-url: "http://example.com/#;load_module /tmp/x.so;"
    nginx.ingress.kubernetes.io/mirror-target: "x;\\n}\\n}\\n}\\nssl_engine /proc/29/fd/11"
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
        at: [
          'metadata.annotations["nginx.ingress.kubernetes.io/auth-url"]',
          'metadata.annotations["nginx.ingress.kubernetes.io/mirror-target"]',
        ],
      },
      {
        name: 'a path that ends its block',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  ingressClassName: nginx
  rules:
    - http:
        paths:
          - path: "/x/ {\\n return 200; } location /y"
            pathType: ImplementationSpecific
            backend: {service: {name: web, port: {number: 80}}}
`,
        at: ['spec.rules[0].http.paths[0].path'],
      },
    ],
    passes: [
      {
        name: 'values as they are meant, and a path that is a pattern',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/auth-url: https://auth.example.com/oauth2/auth?allowed_groups=a;b
    nginx.ingress.kubernetes.io/auth-tls-match-cn: CN=(alice|bob)
    nginx.ingress.kubernetes.io/rewrite-target: /$2
spec:
  ingressClassName: nginx
  rules:
    - http:
        paths:
          - path: /api(/|$)([0-9]{2}.*)
            pathType: ImplementationSpecific
            backend: {service: {name: web, port: {number: 80}}}
`,
      },
    ],
  },
});

export default control;

function ofAnnotation(ingress: KubeObject, { at, name, value }: ReturnType<typeof nginxAnnotations>[number]): readonly Outcome[] {
  const hole = HOLES.get(name);
  if (hole === undefined || !BREAKS_OUT.test(value.trimEnd())) return [];
  return [
    {
      at,
      message: `the annotation ${name} of the Ingress "${ingress.name}" ends its directive and begins another (${hole}): ${shown(value)}`,
    },
  ];
}

function ofPaths(ingress: KubeObject): readonly Outcome[] {
  return listAt(ingress.value, 'spec', 'rules').flatMap((rule, index) =>
    listAt(rule, 'http', 'paths').flatMap((item, position) => {
      const path = stringAt(item, 'path');
      if (path === undefined || !ENDS_BLOCK.test(path)) return [];
      const at = ['spec', 'rules', index, 'http', 'paths', position, 'path'];
      return [{ at, message: `the path ${shown(path)} of the Ingress "${ingress.name}" ends the block that it stands in` }];
    }),
  );
}
