const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = String.raw`${LABEL}(\.${LABEL})*`;
const LABEL_FORM = new RegExp(`^${LABEL}$`);
const SUBDOMAIN_FORM = new RegExp(`^${SUBDOMAIN}$`);

/** Why a text is no name of a namespace, in the words of the API server; none where it is one. */
export function labelErrors(name: string): readonly string[] {
  const errors = lengthErrors(name, 63);
  if (LABEL_FORM.test(name)) return errors;
  if (SUBDOMAIN_FORM.test(name)) return [...errors, 'must not contain dots'];
  return [
    ...errors,
    `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
  ];
}

/** The same for what may have dots in it, as the name of a runtime class. */
export function subdomainErrors(name: string): readonly string[] {
  const errors = lengthErrors(name, 253);
  if (SUBDOMAIN_FORM.test(name)) return errors;
  return [
    ...errors,
    `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
  ];
}

function lengthErrors(name: string, most: number): readonly string[] {
  return new TextEncoder().encode(name).length > most ? [`must be no more than ${most} characters`] : [];
}
