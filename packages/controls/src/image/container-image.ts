import { lately, member, parseImageReference, type Container, type Json, type JsonObject } from '@bulwark/model';
import { hasPlaceholder } from '../placeholder.ts';

/** What a container says of its image, as far as it can be known from the manifest. */
export interface ContainerImage {
  readonly text: string;
  /** Registry and repository, `docker.io/library/nginx` for `nginx`; undefined where something is filled in there later. */
  readonly name: string | undefined;
  /** The last part of the name, by which controls look up the few images that they know; empty where there is no name. */
  readonly base: string;
  /** Undefined where the text has none, and where it is filled in later. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Whether the tag, or all of it, is filled in later. */
  readonly open: boolean;
}

/**
 * The image of a container; undefined where it names none, or nothing that a runtime would take: `pod/image-tag` says so.
 * A dozen controls ask this of every container, so that it is taken apart once.
 */
export function imageOf({ value }: Container): ContainerImage | undefined {
  return imageIn(value) ?? undefined;
}

const imageIn = lately((container: JsonObject) => parsed(member(container, 'image')) ?? null);

function parsed(text: Json | undefined): ContainerImage | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  if (text === 'auto' || text.startsWith('ko://')) return { text, ...OPEN };
  if (!hasPlaceholder(text)) return whole(text);
  return template(text);
}

/** The last part of a name: what is filled in before it cannot bring a tag. */
const PLAIN = /^[a-z\d][a-z\d._-]*$/;

/** An image of which a part is filled in later: the rest says what it says. */
function template(text: string): ContainerImage {
  const { name, rest } = split(text);
  const reference = hasPlaceholder(name) ? undefined : parseImageReference(name);
  const [, tag, digest] = hasPlaceholder(rest) ? [] : (/^(?::([\w][\w.-]{0,127}))?(?:@(.+))?$/.exec(rest) ?? []);
  const isWhole = rest === '' && PLAIN.test(name.slice(name.lastIndexOf('/') + 1));
  return {
    text,
    name: reference?.name,
    base: baseOf(reference?.name),
    tag,
    digest,
    open: tag === undefined && digest === undefined && !isWhole,
  };
}

const OPEN = { name: undefined, base: '', tag: undefined, digest: undefined, open: true } as const;

function whole(text: string): ContainerImage | undefined {
  const reference = parseImageReference(text);
  if (reference === undefined) return undefined;
  const { name, tag, digest } = reference;
  return { text, name, base: baseOf(name), tag, digest, open: false };
}

function baseOf(name = ''): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The name, and the tag and the digest behind it. */
function split(text: string): { readonly name: string; readonly rest: string } {
  const last = text.lastIndexOf('/') + 1;
  const length = text.slice(last).search(/[:@]/);
  const at = length === -1 ? text.length : last + length;
  return { name: text.slice(0, at), rest: text.slice(at) };
}

/** Whether the text names `latest`, in words or by naming no tag at all, as the API server reads it. */
export function isLatest({ tag, digest, open }: ContainerImage): boolean {
  return !open && (tag === 'latest' || (tag === undefined && digest === undefined));
}

/** Whether `name` is `prefix` or below it, by whole components: `docker.io` is no prefix of `docker.io.example.com/app`. */
export function isBelow(name: string, prefix: string): boolean {
  if (!name.startsWith(prefix)) return false;
  return name.length === prefix.length || prefix.endsWith('/') || name.charAt(prefix.length) === '/';
}

/** The same for an entry of a list, where `*.example.com` stands for all hosts below `example.com`. */
export function isCovered(name: string, entry: string): boolean {
  if (!entry.startsWith('*.')) return isBelow(name, entry);
  const slash = entry.indexOf('/');
  const domain = entry.slice(1, slash === -1 ? undefined : slash);
  const host = name.slice(0, name.indexOf('/'));
  return host.endsWith(domain) && (slash === -1 || isBelow(name.slice(host.length), entry.slice(slash)));
}

/** The last parts of a name are its own wherever it is mirrored: `registry.example.com/mirror/grafana/grafana`. */
export function endsWithName(name: string, own: string): boolean {
  return name.endsWith(own) && (name.length === own.length || name.charAt(name.length - own.length - 1) === '/');
}

/** The pull policy in force: the server puts in Always for latest, and IfNotPresent for the rest. */
export function pullPolicyOf({ value }: Container, image: ContainerImage): string | undefined {
  const policy = member(value, 'imagePullPolicy');
  if (typeof policy === 'string' && policy !== '') return hasPlaceholder(policy) ? undefined : policy;
  if (policy !== undefined && policy !== null && policy !== '') return undefined;
  if (image.open) return undefined;
  return isLatest(image) || image.tag === 'latest' ? 'Always' : 'IfNotPresent';
}
