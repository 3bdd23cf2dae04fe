import type { AuditEvent } from '@bulwark/audit';
import { isObject, kubeObject, type JsonObject } from '@bulwark/model';
import { readBinding, readRole, type Binding, type Request, type Role } from '@bulwark/rbac';
import { isWrite } from './implied.ts';

/** A role or binding that was written: whoever writes it must hold what it grants, or `escalate` or `bind`. */
export interface Written {
  readonly request: Request;
  /** Undefined where the log does not hold it. */
  readonly object: Role | Binding | undefined;
}

const ROLES: ReadonlySet<string> = new Set(['roles', 'clusterroles']);
const BINDINGS: ReadonlySet<string> = new Set(['rolebindings', 'clusterrolebindings']);

/** What was written, or undefined where no role or binding was. */
export function writtenBy(event: AuditEvent, request: Request): Written | undefined {
  if (request.kind === 'url' || request.group !== 'rbac.authorization.k8s.io' || request.subresource !== '') return undefined;
  const isRole = ROLES.has(request.resource);
  if (!isWrite(request.verb) || (!isRole && !BINDINGS.has(request.resource))) return undefined;
  // Of a patch, only the answer shows the whole of it.
  const bodies = request.verb === 'patch' ? [event.responseObject] : [event.requestObject, event.responseObject];
  const body = bodies.find((each) => isObject(each) && (isRole ? 'rules' in each : 'roleRef' in each));
  return { request, object: isObject(body) ? objectOf(body, request.namespace, isRole) : undefined };
}

function objectOf(body: JsonObject, namespace: string, isRole: boolean): Role | Binding | undefined {
  const object = kubeObject(body);
  const read = isRole ? readRole(object) : readBinding(object);
  return read === undefined || read.unreadable !== undefined ? undefined : { ...read, namespace };
}
