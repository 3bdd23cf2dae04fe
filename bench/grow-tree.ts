import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OBJECTS_PER_APP = 5;
const APPS_PER_NAMESPACE = 20;

/** Writes a folder of so many believable objects: one file an application, one folder a namespace; the same every time. */
export function growTree(folder: string, objects: number): void {
  for (let app = 0; app * OBJECTS_PER_APP < objects; app++) {
    const namespace = `team-${Math.floor(app / APPS_PER_NAMESPACE)}`;
    mkdirSync(join(folder, namespace), { recursive: true });
    writeFileSync(join(folder, namespace, `app-${app}.yaml`), application(app, namespace));
  }
}

function application(app: number, namespace: string): string {
  const name = `app-${app}`;
  const meta = `metadata:\n  name: ${name}\n  namespace: ${namespace}\n  labels:\n    app.kubernetes.io/name: ${name}\n    app.kubernetes.io/part-of: ${namespace}\n`;
  return [
    `apiVersion: apps/v1\nkind: Deployment\n${meta}spec:\n  replicas: ${(app % 5) + 1}\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n${template(app, name)}`,
    `apiVersion: v1\nkind: Service\n${meta}spec:\n  type: ClusterIP\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n`,
    `apiVersion: v1\nkind: ServiceAccount\n${meta}automountServiceAccountToken: ${app % 2 === 0}\n`,
    `apiVersion: v1\nkind: ConfigMap\n${meta}data:\n  application.yaml: |\n    server:\n      port: 8080\n    features:\n      checkout: ${app % 3 === 0}\n  LOG_LEVEL: "info"\n`,
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${meta}spec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  policyTypes: [Ingress, Egress]\n  ingress:\n    - from:\n        - namespaceSelector: {}\n`,
  ].join('---\n');
}

function template(app: number, name: string): string {
  const hardened =
    app % 4 === 0
      ? ''
      : `          securityContext:\n            allowPrivilegeEscalation: false\n            runAsNonRoot: true\n            capabilities:\n              drop: ["ALL"]\n`;
  return `  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: web
          image: registry.example.com/${name}:${app % 7 === 0 ? 'latest' : `1.${app % 50}.0`}
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              valueFrom:
                configMapKeyRef:
                  name: ${name}
                  key: LOG_LEVEL
            - name: DATABASE_URL
              value: postgres://db.example.com:5432/shop
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
${hardened}`;
}
