{{/* A name that fits. */}}
{{- define "shop.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "shop.labels" -}}
{{ include "shop.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- with .Values.global.team }}
example.org/team: {{ . }}
{{- end }}
{{- end -}}

{{- define "shop.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "shop.image" -}}
{{ .repository }}:{{ .tag | default "latest" }}
{{- end -}}

{{/* Not a line of it may be lost. */}}
{{- define "shop.script" -}}
set -eu
echo starting {{ .Chart.Name }}
exec /srv/start "$@"
{{- end }}
