import type { Json } from '@bulwark/model';
import { formatLevelVersion, readConfiguration } from '@bulwark/pod-security';

/**
 * What becomes of a PodSecurityConfiguration. Fields that the server does not know it names all at once; where it cannot decode
 * one for another reason, the words are Go's, and only that it does not is compared.
 */
export type Reading =
  | { readonly undecoded: true }
  | { readonly unknownFields: readonly string[] }
  | { readonly problems: readonly string[] }
  | Configured;

interface Configured {
  readonly enforce: string;
  readonly audit: string;
  readonly warn: string;
  readonly exemptions: unknown;
}

const STRICT = 'strict decoding error: ';
const UNKNOWN = 'unknown field "';

export function oracleReads(
  answer: { readonly error: string } | (Configured & { readonly problems: readonly string[] }),
): Reading {
  if ('error' in answer) {
    if (!answer.error.startsWith(STRICT)) return { undecoded: true };
    return { unknownFields: answer.error.slice(STRICT.length).split(', ').toSorted() };
  }
  const { problems, ...configured } = answer;
  return problems.length > 0 ? { problems } : configured;
}

export function weRead(value: Json): Reading {
  const { configuration, problems } = readConfiguration(value);
  const texts = problems.map(({ text }) => text);
  const unknown = texts.filter((text) => text.startsWith(UNKNOWN));
  const wrong = texts.filter((text) => / value: /.test(text));
  if (unknown.length + wrong.length < texts.length) return { undecoded: true };
  if (unknown.length > 0) return { unknownFields: unknown.toSorted() };
  if (wrong.length > 0) return { problems: wrong };
  const { enforce, audit, warn } = configuration.defaults;
  return {
    enforce: formatLevelVersion(enforce),
    audit: formatLevelVersion(audit),
    warn: formatLevelVersion(warn),
    exemptions: configuration.exemptions,
  };
}
