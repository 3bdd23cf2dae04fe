import type { Cloud } from '@bulwark/workload-identity';

/** What an annotation asks for, in words: `the role`. */
export const WHAT: Readonly<Record<Cloud, string>> = {
  aws: 'role of AWS',
  azure: 'identity of Azure',
  gcp: 'service account of Google',
};

/** Words that stand where a value is to be: `ROLE_ARN`, `7d8cdf74-xxxx-…`, `role-arn`, `your-…`. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
const WORDS = /x{4}|^(?:your|my|some)[-_]|^(?:role-arn|client-id|tenant-id|changeme|todo)$/i;

export function isStandIn(value: string): boolean {
  return VARIABLE.test(value) || WORDS.test(value);
}
