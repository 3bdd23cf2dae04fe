import { PROVIDERS, type Provider } from './providers.ts';
import { deployment, namespace, serviceAccount } from './oauth2-proxy-workload.ts';
import { ingress, ingressPolicy, service, upstreamPolicy } from './oauth2-proxy-network.ts';

export { PROVIDERS };

/** A login before a dashboard, as the flags say it, checked. */
export interface ProxyWish {
  readonly provider: Provider;
  /** Undefined where the provider has one for all, and it is meant. */
  readonly issuer: string | undefined;
  readonly clientId: string;
  readonly host: string;
  readonly upstream: Upstream;
  readonly groups: readonly string[];
  readonly domains: readonly string[];
  readonly namespace: string;
  /** Undefined where it is left to be filled in. */
  readonly image: string | undefined;
  readonly ingressClass: string;
  readonly ingressNamespace: string;
}

export interface Upstream {
  readonly url: string;
  readonly service: string;
  readonly namespace: string;
  /** The labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
}

export const quote = (text: string): string => JSON.stringify(text);

/** What all of it is called: a namespace may hold the proxies of several dashboards. */
export function nameOfProxy({ upstream }: ProxyWish): string {
  return `${upstream.service.slice(0, 50).replace(/-+$/, '')}-proxy`;
}

export function proxyManifests(wish: ProxyWish): string {
  const own = wish.namespace === wish.upstream.namespace ? [] : [namespace(wish)];
  const documents = [
    ...own,
    serviceAccount(wish),
    deployment(wish),
    service(wish),
    ingress(wish),
    ingressPolicy(wish),
    upstreamPolicy(wish),
  ];
  return `${secretCommand(wish)}${documents.join('---\n')}`;
}

/** The Secret is made by hand, so that no value of it is ever in a file. */
function secretCommand(wish: ProxyWish): string {
  return `# The Secret is made once, by this command of bash, and is in no file. The secret of the client is asked for.
#   read -rs SECRET && kubectl create secret generic ${nameOfProxy(wish)} --namespace ${wish.namespace} \\
#     --from-file=client-secret=<(printf %s "$SECRET") \\
#     --from-file=cookie-secret=<(openssl rand -base64 32 | tr -d '\\n' | tr -- '+/' '-_'); unset SECRET
# At the provider, the client's redirect is https://${wish.host}/oauth2/callback and no other.
`;
}
