import { proxyArguments } from './oauth2-proxy-arguments.ts';
import { nameOfProxy, quote, type ProxyWish } from './oauth2-proxy-wish.ts';

/** Stands where no image was named: nothing runs before somebody has chosen one. */
const UNCHOSEN = 'quay.io/oauth2-proxy/oauth2-proxy:${OAUTH2_PROXY_VERSION}';

export function namespace({ namespace: name }: ProxyWish): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/audit: restricted
    pod-security.kubernetes.io/warn: restricted
`;
}

/** The labels by which the proxy's pods are found. */
export function proxyLabels(wish: ProxyWish): string {
  return `{app.kubernetes.io/name: oauth2-proxy, app.kubernetes.io/instance: ${quote(nameOfProxy(wish))}}`;
}

export function serviceAccount(wish: ProxyWish): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${nameOfProxy(wish)}
  namespace: ${wish.namespace}
# It never asks the API server for anything.
automountServiceAccountToken: false
`;
}

export function deployment(wish: ProxyWish): string {
  const name = nameOfProxy(wish);
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${wish.namespace}
  labels: ${proxyLabels(wish)}
spec:
  replicas: 2
  selector:
    matchLabels: ${proxyLabels(wish)}
  template:
    metadata:
      labels: ${proxyLabels(wish)}
    spec:
      serviceAccountName: ${name}
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 65532
        runAsGroup: 65532
        fsGroup: 65532
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: oauth2-proxy
${image(wish)}          args:
${proxyArguments(wish)}          ports:
            - {name: http, containerPort: 4180}
          livenessProbe:
            httpGet: {path: /ping, port: http}
          readinessProbe:
            httpGet: {path: /ready, port: http}
          resources:
            requests: {cpu: 50m, memory: 64Mi}
            limits: {cpu: 500m, memory: 128Mi}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          volumeMounts:
            - {name: secrets, mountPath: /etc/oauth2-proxy, readOnly: true}
      volumes:
        - name: secrets
          secret:
            secretName: ${name}
            # 0440: the proxy alone.
            defaultMode: 288
`;
}

function image({ image: chosen }: ProxyWish): string {
  if (chosen !== undefined) return `          image: ${quote(chosen)}\n`;
  return `          # Choose a version: --image quay.io/oauth2-proxy/oauth2-proxy:VERSION@sha256:DIGEST
          image: ${quote(UNCHOSEN)}
`;
}
