{{- define "lib.deployment.base" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/managed-by: {{ .Release.Service }}
spec:
  replicas: 1
  template:
    spec:
      automountServiceAccountToken: false
      containers: []
{{- end -}}

{{- define "lib.deployment" -}}
{{- $root := first . -}}
{{- $own := fromYaml (include (index . 1) $root) -}}
{{- $base := fromYaml (include "lib.deployment.base" $root) -}}
{{- toYaml (mergeOverwrite $base $own) -}}
{{- end -}}
