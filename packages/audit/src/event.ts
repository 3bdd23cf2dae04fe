/** What an audit event says of one request, as far as anything here asks (k8s.io/apiserver/pkg/apis/audit/v1, Event). */
export interface AuditEvent {
  readonly verb: string;
}
