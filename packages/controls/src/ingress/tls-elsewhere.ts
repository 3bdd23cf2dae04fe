import { member, objectAt, type Json, type KubeObject } from '@bulwark/model';
import { ingressClass } from './ingress-class.ts';

const isTrue = (value: string): boolean => value === 'true';
const isSet = (value: string): boolean => value !== '';

/** Annotations by which a controller has TLS without `spec.tls`. */
const ANNOTATIONS: readonly (readonly [name: string, holds: (value: string) => boolean])[] = [
  ['alb.ingress.kubernetes.io/certificate-arn', isSet],
  ['alb.ingress.kubernetes.io/listen-ports', (value) => value.includes('HTTPS')],
  ['alb.ingress.kubernetes.io/ssl-redirect', isSet],
  ['networking.gke.io/managed-certificates', isSet],
  ['networking.gke.io/certmap', isSet],
  ['ingress.gcp.kubernetes.io/pre-shared-cert', isSet],
  ['appgw.ingress.kubernetes.io/appgw-ssl-certificate', isSet],
  ['traefik.ingress.kubernetes.io/router.tls', isTrue],
  ['traefik.ingress.kubernetes.io/router.tls.certresolver', isSet],
  ['traefik.ingress.kubernetes.io/router.entrypoints', (value) => /secure|https|443/i.test(value)],
  ['nginx.ingress.kubernetes.io/ssl-passthrough', isTrue],
  ['nginx.ingress.kubernetes.io/force-ssl-redirect', isTrue],
  ['haproxy.org/ssl-passthrough', isTrue],
  ['haproxy-ingress.github.io/ssl-passthrough', isTrue],
  ['haproxy.org/ssl-redirect', isTrue],
  ['route.openshift.io/termination', isSet],
  ['konghq.com/protocols', (value) => value.trim() === 'https'],
];
/** Classes whose tunnel ends TLS for every host. */
const TUNNELS = /^(?:cloudflare(?:-tunnel)?|ngrok|tailscale|inlets)/;

/** What has TLS for an Ingress without its `spec.tls`; undefined where nothing that is known does. */
export function tlsElsewhere(ingress: KubeObject): string | undefined {
  const annotations = objectAt(ingress.value, 'metadata', 'annotations');
  const found =
    annotations === undefined ? undefined : ANNOTATIONS.find(([name, holds]) => holds(textOf(member(annotations, name))));
  if (found !== undefined) return found[0];
  const name = ingressClass(ingress);
  if (name !== undefined && TUNNELS.test(name)) return name;
  const solver = 'acme.cert-manager.io/http01-solver';
  return member(objectAt(ingress.value, 'metadata', 'labels'), solver) === undefined ? undefined : solver;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
