import { isObject, listAt, member, objectAt, stringAt, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { shown } from '../wording.ts';
import { insideBy } from './ingress-reach.ts';
import { INGRESSES } from './route-kinds.ts';
import { tlsElsewhere } from './tls-elsewhere.ts';

const TLS = ['spec', 'tls'];

const control: Control = defineControl({
  id: 'ingress/no-tls',
  subject: INGRESSES,
  title: 'Every host of an Ingress has TLS',
  severity: 'medium',
  remediation: 'List the host in spec.tls with the Secret of its certificate; cert-manager can write it',

  check(ingress) {
    const spec = objectAt(ingress.value, 'spec');
    if (spec === undefined || tlsElsewhere(ingress) !== undefined) return NOTHING;
    const tls = listAt(spec, 'tls');
    return tls.length === 0 ? [withoutTls(ingress)] : uncovered(ingress, tls.flatMap(hostsOf));
  },

  why: `Without TLS, whoever is on the way (the café's network, a proxy, another pod) reads passwords, cookies and answers, and changes them. A host that
spec.tls leaves out is served with the controller's own certificate at best, is not sent from HTTP to HTTPS, and teaches people to
click warnings away.`,
  details: `Left out are an Ingress whose TLS is made elsewhere: certificates by annotations of AWS, Google and Azure, TLS at the entry point of Traefik
(router.tls, the entry point websecure), passed through to the pods, forced by NGINX's force-ssl-redirect, or ended by a tunnel (Cloudflare, ngrok,
Tailscale); and the short-lived ones by which cert-manager answers a challenge. A wildcard covers one label. An item of spec.tls without hosts
covers all of them. Where class or scheme say that the Ingress is internal the severity is low.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  requirements: { nsa: ['encryption-in-transit'], mitre: ['T1557', 'T1040'], owasp: ['K05'], 'nist-800-190': ['4.4.2'] },
  aliases: { kubescape: ['C-0263'], polaris: ['tlsSettingsMissing'] },

  examples: {
    fails: [
      {
        name: 'no TLS, and a host that it leaves out',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: web.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
spec:
  tls:
    - hosts: ["*.example.com"]
      secretName: wildcard
  rules:
    - host: api.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}
    - host: v1.api.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}
`,
        at: ['Ingress/web spec.tls', 'Ingress/api spec.rules[1].host'],
      },
      {
        name: 'an internal one',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  ingressClassName: nginx-internal
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
        at: ['spec.tls'],
      },
    ],
    passes: [
      {
        name: 'a certificate, one for all hosts, and one of the cloud',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls: [{hosts: [web.example.com], secretName: web}]
  rules: [{host: web.example.com}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: all
spec:
  tls: [{secretName: all}]
  rules: [{host: web.example.com}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: amazon
  annotations:
    alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:eu-central-1:000000000000:certificate/0
spec:
  rules: [{host: web.example.com}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: traefik
  annotations:
    traefik.ingress.kubernetes.io/router.entrypoints: websecure
spec:
  rules: [{host: web.example.com}]
`,
      },
    ],
  },
});

export default control;

function withoutTls(ingress: KubeObject): Outcome {
  const inside = insideBy(ingress);
  return {
    at: TLS,
    message: `the Ingress "${ingress.name}" has no TLS: what is sent to it can be read and changed on its way`,
    severity: inside === undefined ? undefined : { level: 'low', reason: `it is internal by ${inside}` },
  };
}

/** The hosts that an item of `spec.tls` is for; undefined stands for all. */
function hostsOf(item: unknown): readonly (string | undefined)[] {
  if (!isObject(item)) return [];
  const hosts = listAt(item, 'hosts').filter((host) => typeof host === 'string');
  return hosts.length === 0 && member(item, 'hosts') === undefined ? [undefined] : hosts;
}

function uncovered(ingress: KubeObject, covered: readonly (string | undefined)[]): readonly Outcome[] {
  if (covered.includes(undefined)) return NOTHING;
  return listAt(ingress.value, 'spec', 'rules').flatMap((rule, index) => {
    const host = stringAt(rule, 'host');
    if (host === undefined || host === '' || hasPlaceholder(host) || covered.some((each) => covers(each ?? '', host))) return [];
    const message = `the host ${shown(host)} of the Ingress "${ingress.name}" is not among those that spec.tls has a certificate for`;
    return [{ at: ['spec', 'rules', index, 'host'], message }];
  });
}

/** `*.example.com` covers `a.example.com`, and neither `example.com` nor `a.b.example.com`. What is filled in later may be any host. */
function covers(pattern: string, host: string): boolean {
  if (pattern === host || hasPlaceholder(pattern)) return true;
  if (!pattern.startsWith('*.')) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === pattern.slice(1);
}
