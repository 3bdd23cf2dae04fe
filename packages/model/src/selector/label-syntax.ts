/** What the API server takes as a label's key and value (k8s.io/apimachinery, pkg/api/validate/content). */
const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

const LONGEST_NAME = 63;
const LONGEST_SUBDOMAIN = 253;

/** A name of up to 63 characters, after a DNS subdomain and a slash where it has a prefix. */
export function isLabelKey(text: string): boolean {
  const [first = '', second, ...more] = text.split('/', 3);
  if (second === undefined) return isName(first);
  return more.length === 0 && first.length <= LONGEST_SUBDOMAIN && SUBDOMAIN.test(first) && isName(second);
}

/** A label's value may be empty. */
export function isLabelValue(text: string): boolean {
  return text === '' || isName(text);
}

function isName(text: string): boolean {
  return text.length <= LONGEST_NAME && NAME.test(text);
}
