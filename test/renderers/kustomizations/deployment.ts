const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.27
          ports:
            - containerPort: 8080
        - name: log
          image: busybox
`;

/** A base with one Deployment. */
export const base = (deployment: string = DEPLOYMENT): Record<string, string> => ({
  'base/kustomization.yaml': 'resources:\n  - web.yaml\n',
  'base/web.yaml': deployment,
});
