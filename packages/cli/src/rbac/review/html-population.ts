import { amount, escaped } from '@bulwark/report';
import type { Review } from './review.ts';
import { timeWords } from './use-words.ts';

/** How the population was taken, for whoever checks that it is complete. */
export function populationSection({ population, tool }: Review): string {
  const { files, skippedFiles, objects, unread, remarks, kubernetes, caveats, log } = population;
  const telling = files.filter((file) => file.objects > 0);
  const counts = Object.entries(objects).map(([kind, count]) => `${escaped(kind)} ${count}`);
  return `<section class="card"><h2>How this was taken</h2>
<p>By Bulwark ${escaped(tool.version)} from ${amount(files.length, 'file')} (${amount(skippedFiles, 'file')} without Kubernetes objects passed over). ${kubernetes === undefined ? 'Without the roles and bindings that API servers make.' : `With the roles and bindings that the API server of Kubernetes ${escaped(kubernetes)} makes.`}</p>
<p>Objects: ${counts.join(' · ')}.</p>
<ul>${caveats.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>
${table(
  'What could not be read',
  ['file', 'why'],
  unread.map(({ file, line, reason }) => [`${file}:${line ?? 1}`, reason]),
)}
${table(
  'What means nobody, or nobody knows whom',
  ['object', 'why', 'file'],
  remarks.map(({ object, reason, file, line }) => [object, reason, file === undefined ? '' : `${file}:${line ?? 1}`]),
)}
${table(
  'Files with what matters',
  ['file', 'objects', 'SHA-256'],
  telling.map(({ path, objects: count, sha256 }) => [path, String(count), sha256 ?? 'could not be read again']),
)}
${table(
  'Audit logs',
  ['file', 'events', 'not readable', 'from', 'to', 'SHA-256'],
  (log?.files ?? []).map(({ path, events, unreadable, from = '', to = '', sha256 = '' }) => [
    path,
    String(events),
    String(unreadable),
    from && timeWords(from),
    to && timeWords(to),
    sha256,
  ]),
)}
${telling.length < files.length ? `<p class="quiet">The other ${amount(files.length - telling.length, 'file')}, with their SHA-256, are in the JSON of this review.</p>` : ''}</section>
`;
}

/** A cell up to this long is not broken within a word. */
const SHORT = 24;

export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map(
    (row) =>
      `<tr>${row.map((cell) => `<td${cell.length > SHORT ? ' class="break"' : ''}>${escaped(cell)}</td>`).join('')}</tr>\n`,
  );
  return `<h3>${title}</h3><table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead><tbody>\n${cells.join('')}</tbody></table>`;
}
