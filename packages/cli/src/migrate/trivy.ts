import { isArray, isObject, member, stringAt, type Json } from '@bulwark/model';
import { choose, counterpart } from './counterpart.ts';
import type { Migration } from './migration.ts';

const LINE = /^(\S+)(?:\s+exp:(\d{4}-\d{2}-\d{2}))?/;
/** Of packages in images: Bulwark reads manifests. */
const VULNERABILITY = /^(?:CVE|GHSA|GO|RUSTSEC|TEMP|DLA|DSA)-/i;

/** `.trivyignore`: an id a line, perhaps with its last day; a comment above is taken for the reason. */
export function migrateTrivyIgnore(text: string, file: string, migration: Migration): void {
  let comment: string[] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const plain = line.trim();
    if (plain.startsWith('#')) comment.push(plain.replace(/^#+\s*/, ''));
    else if (plain === '') comment = [];
    else {
      const [, id = plain, expires] = LINE.exec(plain) ?? [];
      ignore({ id, expires, statement: comment.join(' '), paths: [] }, `${file}:${index + 1}`, migration);
    }
  }
}

/** `.trivyignore.yaml`: lists of entries with id, paths, expired_at and statement. */
export function migrateTrivyYaml(value: Json | undefined, file: string, migration: Migration): void {
  if (!isObject(value)) return void migration.lost.push(`${file}: it holds no map`);
  for (const section of Object.keys(value)) {
    const entries = member(value, section);
    if (!isArray(entries)) continue;
    for (const entry of entries) {
      const id = stringAt(entry, 'id');
      if (id === undefined) continue;
      const listed = member(entry, 'paths');
      const paths = (isArray(listed) ? listed : []).filter((path) => typeof path === 'string');
      const ignored = { id, expires: stringAt(entry, 'expired_at'), statement: stringAt(entry, 'statement') ?? '', paths };
      ignore(ignored, `${file} ${section}`, migration);
    }
  }
}

interface Ignored {
  readonly id: string;
  readonly expires: string | undefined;
  readonly statement: string;
  readonly paths: readonly string[];
}

/** What has a reason, an end or a place is an exception; what is ignored everywhere and for ever is a control that is off. */
function ignore({ id, expires, statement, paths }: Ignored, from: string, migration: Migration): void {
  if (VULNERABILITY.test(id)) return void migration.lost.push(`${id} (${from}): a vulnerability of an image, not of a manifest`);
  const day = dayOf(expires);
  if (day === null) {
    migration.lost.push(`${id} (${from}): "${expires}" is no day on which an exception ends`);
    return;
  }
  if (statement === '' && expires === undefined && paths.length === 0) return choose(id, 'off', from, migration);
  const found = counterpart(id, from, migration);
  if (found === undefined) return;
  const reason = statement === '' ? `ignored in ${from}, which does not say why` : statement;
  migration.exceptions.push({
    ...found,
    path: paths.length === 0 ? undefined : paths,
    reason,
    expires: day,
    from: `${id} in ${from}`,
  });
}

/** The day of a date, perhaps with a time; null where it is none: an exception that should end must not be one for ever. */
function dayOf(expires: string | undefined): string | undefined | null {
  if (expires === undefined) return undefined;
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=$|[Tt\s])/.exec(expires)?.[0] ?? null;
}
