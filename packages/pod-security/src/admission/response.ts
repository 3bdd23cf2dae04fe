/** Why a request is refused, as the server answers it. */
export interface Refusal {
  readonly code: 400 | 403 | 422 | 500;
  readonly reason: 'BadRequest' | 'Forbidden' | 'Invalid' | 'InternalError';
  readonly message: string;
}

export interface AdmissionResponse {
  readonly allowed: boolean;
  readonly refusal?: Refusal;
  readonly warnings: readonly string[];
  /** By name; the server puts `pod-security.kubernetes.io/` before it. */
  readonly auditAnnotations: Readonly<Record<string, string>>;
}

const NOTHING = { warnings: [], auditAnnotations: {} } as const;

export const ALLOWED: AdmissionResponse = { allowed: true, ...NOTHING };

export function allowedWith(details: Partial<Pick<AdmissionResponse, 'warnings' | 'auditAnnotations'>>): AdmissionResponse {
  return { ...ALLOWED, ...details };
}

/** What exempts a request: the reason that the audit log gives. */
export function exempt(by: 'namespace' | 'user' | 'runtimeClass'): AdmissionResponse {
  return allowedWith({ auditAnnotations: { exempt: by } });
}

/** A request that cannot be judged is refused; `cause` is for the audit log alone. */
export function failed(refusal: Refusal, cause: string | undefined): AdmissionResponse {
  const error = cause === undefined ? refusal.message : `${refusal.message}: ${cause}`;
  return { allowed: false, refusal, warnings: [], auditAnnotations: { error } };
}

export function badRequest(message: string): Refusal {
  return { code: 400, reason: 'BadRequest', message };
}

/** Several messages as one: Go's `errors.Aggregate`, which says what is said twice once. */
export function aggregate(messages: readonly string[]): string {
  const unique = [...new Set(messages)];
  return unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`;
}
