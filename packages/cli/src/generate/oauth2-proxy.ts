import { ingress, ingressPolicy, service, upstreamPolicy } from './oauth2-proxy-network.ts';
import { nameOfProxy, type ProxyWish } from './oauth2-proxy-wish.ts';
import { deployment, namespace, serviceAccount } from './oauth2-proxy-workload.ts';

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
