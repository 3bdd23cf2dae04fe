import { proxyLabels } from './oauth2-proxy-workload.ts';
import { nameOfProxy, quote, type ProxyWish } from './oauth2-proxy-wish.ts';

export function service(wish: ProxyWish): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${nameOfProxy(wish)}
  namespace: ${wish.namespace}
spec:
  type: ClusterIP
  selector: ${proxyLabels(wish)}
  ports:
    - {name: http, port: 80, targetPort: http}
`;
}

export function ingress(wish: ProxyWish): string {
  const name = nameOfProxy(wish);
  return `# The only way in: take away whatever Ingress leads to the dashboard itself.
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: ${wish.namespace}
spec:
  ingressClassName: ${wish.ingressClass}
  tls:
    # A certificate of yours, or one that cert-manager puts there.
    - hosts: [${quote(wish.host)}]
      secretName: ${name}-tls
  rules:
    - host: ${quote(wish.host)}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port: {name: http}
`;
}

/** What the proxy is reached from, and what it reaches. */
export function ingressPolicy(wish: ProxyWish): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${nameOfProxy(wish)}
  namespace: ${wish.namespace}
spec:
  podSelector:
    matchLabels: ${proxyLabels(wish)}
  policyTypes: [Ingress, Egress]
  ingress:
    # The controller of the Ingress, and nobody else.
    - from:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: ${wish.ingressNamespace}}
      ports:
        - {protocol: TCP, port: http}
  egress:
    - to:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: kube-system}
          podSelector:
            matchLabels: {k8s-app: kube-dns}
      ports:
        - {protocol: UDP, port: 53}
        - {protocol: TCP, port: 53}
    # The provider. A policy knows no names: put its addresses here where they are known, or its namespace where it runs in
    # the same cluster.
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            # Not the credentials of the node.
            except: [169.254.0.0/16]
        - ipBlock:
            cidr: "::/0"
            except: ["fe80::/10", "fd00:ec2::/32"]
      ports:
        - {protocol: TCP, port: ${issuerPort(wish)}}
    # The dashboard. Where these are not the labels of its pods, the proxy does not reach it: see
    # kubectl get service ${wish.upstream.service} --namespace ${wish.upstream.namespace} -o jsonpath={.spec.selector}
    - to:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: ${wish.upstream.namespace}}
          podSelector:
            matchLabels: ${upstreamLabels(wish)}
`;
}

/** Without it, whatever runs in the cluster reaches the dashboard past the login. */
export function upstreamPolicy(wish: ProxyWish): string {
  return `# Nothing but the proxy reaches the dashboard; what else has to (a Prometheus that scrapes it) is added here.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${nameOfProxy(wish)}-only
  namespace: ${wish.upstream.namespace}
spec:
  podSelector:
    matchLabels: ${upstreamLabels(wish)}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: ${wish.namespace}}
          podSelector:
            matchLabels: ${proxyLabels(wish)}
`;
}

function upstreamLabels({ upstream }: ProxyWish): string {
  const pairs = Object.entries(upstream.labels).map(([key, value]) => `${key}: ${quote(value)}`);
  return `{${pairs.join(', ')}}`;
}

function issuerPort({ issuer }: ProxyWish): string {
  const port = issuer === undefined ? '' : new URL(issuer).port;
  return port === '' ? '443' : port;
}
