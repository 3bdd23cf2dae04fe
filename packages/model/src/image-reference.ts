/** An image as a container runtime resolves it, with what Docker Hub's short names leave out. */
export interface ImageReference {
  /** `docker.io` where the text names none; the empty string where the text looks like one but is no host name. */
  readonly registry: string;
  /** Below the registry: `library/nginx` where the text says `nginx`. */
  readonly repository: string;
  /** Undefined where the text has none: a runtime then takes `latest`, unless there is a digest. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Registry and repository. */
  readonly name: string;
}

const HUB = 'docker.io';
const LONGEST_REPOSITORY = 255;

const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = String.raw`(?:${LABEL}(?:\.${LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const WORD = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const TAG = String.raw`[\w][\w.-]{0,127}`;
const DIGEST = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
const REFERENCE = new RegExp(`^(?:(${HOST})/)?(${WORD}(?:/${WORD})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`);
/** What could be a digest alone is refused as a name. */
const IDENTIFIER = /^[a-f0-9]{64}$/;

/**
 * The parts of an image reference, or undefined where it is not valid. As `ParseNormalizedNamed` of
 * github.com/distribution/reference, which the kubelet and the runtimes use; `registry:5000/app` has a port and no tag.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (IDENTIFIER.test(text)) return undefined;
  const match = REFERENCE.exec(normalized(text));
  const [, registry = '', repository, tag, digest] = match ?? [];
  if (repository === undefined || repository.length > LONGEST_REPOSITORY) return undefined;
  return { registry, repository, tag, digest, name: registry === '' ? repository : `${registry}/${repository}` };
}

/** The reference in full; parsing it gives the same parts again. */
export function formatImageReference({ name, tag, digest }: ImageReference): string {
  return `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The text with its registry, and with `library/` for the short names of Docker Hub. */
function normalized(text: string): string {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(0, slash));
  if (!namesRegistry(first)) return slash === -1 ? `${HUB}/library/${text}` : `${HUB}/${text}`;
  const rest = text.slice(slash + 1);
  if (first !== HUB && first !== `index.${HUB}`) return text;
  return `${HUB}/${rest.includes('/') ? '' : 'library/'}${rest}`;
}

/** Capitals are not allowed in a repository, so a first part that has one must be a registry. */
function namesRegistry(first: string): boolean {
  return first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
}
