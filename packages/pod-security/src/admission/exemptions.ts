import type { AdmissionRequest, Cluster } from './request.ts';
import { exempt, type AdmissionResponse } from './response.ts';

/** The answer where the namespace or the user of a request is exempt. */
export function exemptRequest(
  { namespace, userName = '' }: AdmissionRequest,
  { configuration }: Cluster,
): AdmissionResponse | undefined {
  const { namespaces, usernames } = configuration.exemptions;
  if (isListed(namespace, namespaces)) return exempt('namespace');
  return isListed(userName, usernames) ? exempt('user') : undefined;
}

/** Nothing is never exempt, whatever is listed. */
export function isListed(name: string, names: readonly string[]): boolean {
  return name !== '' && names.includes(name);
}
