import type { Json } from '@bulwark/model';

/** What an audit event says of one request, as far as anything here asks (k8s.io/apiserver/pkg/apis/audit/v1, Event). */
export interface AuditEvent {
  /** The same for all stages of a request. Empty where a log has left it out. */
  readonly auditID: string;
  /** `RequestReceived`, `ResponseStarted`, `ResponseComplete` or `Panic`. */
  readonly stage: string;
  /** `Metadata`, `Request` or `RequestResponse`. */
  readonly level: string;
  /** The verb of the authorizer; of a request for no resource the HTTP method in lower case. */
  readonly verb: string;
  /** Who asked, before any impersonation. */
  readonly user: EventUser;
  readonly impersonatedUser: EventUser | undefined;
  /** The verb by which a mode of impersonation was allowed (KEP-5284), such as `impersonate:user-info`; else empty. */
  readonly impersonationConstraint: string;
  /**
   * What the request was for. Of a create the server fills in the name of what was created, which the authorizer has not
   * seen; `requestURI` says what it saw.
   */
  readonly objectRef: ObjectReference | undefined;
  /** As the client sent it, with the query; empty where the log does not say it. */
  readonly requestURI: string;
  /** `responseStatus.code`. */
  readonly code: number | undefined;
  readonly annotations: ReadonlyMap<string, string>;
  /** Microseconds since 1970. */
  readonly received: number | undefined;
  /** When this stage was reached, in microseconds since 1970. */
  readonly reached: number | undefined;
  readonly userAgent: string;
  /** What was sent, only for the groups of KEPT_BODIES. */
  readonly requestObject: Json | undefined;
  /** What was answered, only for the groups of KEPT_BODIES. */
  readonly responseObject: Json | undefined;
}

export interface EventUser {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: ReadonlyMap<string, readonly string[]>;
}

export interface ObjectReference {
  readonly resource: string;
  readonly subresource: string;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The groups whose bodies decide what else was authorized: roles and bindings, signing requests, reviews that other servers ask
 * for. Those of all others, secrets among them, are passed over unread.
 */
export const KEPT_BODIES: ReadonlySet<string> = new Set([
  'rbac.authorization.k8s.io',
  'certificates.k8s.io',
  'authorization.k8s.io',
]);

export const NOBODY: EventUser = { username: '', uid: '', groups: [], extra: new Map() };

export const NO_ANNOTATIONS: ReadonlyMap<string, string> = new Map();

/** Whether the API server authorized the request, as far as the event says: by its annotation, else by the code of the answer. */
export function wasAllowed({ annotations, code }: Pick<AuditEvent, 'annotations' | 'code'>): boolean | undefined {
  const decision = annotations.get('authorization.k8s.io/decision');
  if (decision !== undefined) return decision === 'allow';
  return code === undefined ? undefined : code !== 401 && code !== 403;
}
