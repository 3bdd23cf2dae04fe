import { member, objectAt, type KubeObject } from '@bulwark/model';

/** Annotations by which an ingress controller asks who somebody is, or lets in known addresses only. */
const GUARD =
  /\/(?:auth-(?:url|type|tls-secret|realm|idp-oidc)|(?:whitelist|allowlist)-source-range|denylist-source-range|inbound-cidrs|auth-secret|enable-global-auth|ip_whitelist|whitelist|oauth)$/;
const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';
const GUARDING_MIDDLEWARE = /auth|oauth|oidc|sso|authelia|authentik|forward|ip-?(?:white|allow)|local|vpn/i;

/** The annotation that guards an Ingress; undefined where none that is known does. */
export function guardOf(ingress: KubeObject): string | undefined {
  const annotations = objectAt(ingress.value, 'metadata', 'annotations');
  if (annotations === undefined) return undefined;
  const middlewares = member(annotations, MIDDLEWARES);
  if (typeof middlewares === 'string' && GUARDING_MIDDLEWARE.test(middlewares)) return MIDDLEWARES;
  return Object.keys(annotations).find((name) => GUARD.test(name));
}
