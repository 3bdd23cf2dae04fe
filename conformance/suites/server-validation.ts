import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KindSchemas, type KubeObject, type Path } from '@bulwark/model';
import { loadSchema, type Problem } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Case, Suite } from '../suite.ts';

const RECORD = join(import.meta.dirname, '../recorded/server-validation.json');
const FOLDERS = ['real', 'vulnerable', 'conformance'];
const kinds = new KindSchemas(await loadSchema(37));

/** What the server answered: fields that it does not know, the fields that its validation names, or neither. */
type Answer =
  | { readonly unknown: readonly string[] }
  | { readonly invalid: readonly string[] }
  | 'unreadable'
  | 'unasked'
  | 'accepted';

/** By file, and by the number of the object in it; what is not there was accepted. */
type Record37 = Readonly<Record<string, Readonly<Record<string, Answer>>>>;

/**
 * Every object of a built-in kind, whole or not, was sent to a real API server. A case agrees where we find nothing in what
 * the server takes, the very fields that it does not know, something unreadable where it could not read, and of what its
 * validation refuses only such fields as it names itself. What we do not find there is not counted: schema/invalid-value says
 * what is looked at.
 */
export const serverValidation: Suite = {
  id: 'server-validation',
  title: 'What a real API server takes and refuses of the objects of the corpora',
  oracle:
    'kube-apiserver 1.37.2, asked to create every object with dryRun=All and fieldValidation=Strict; its answers are recorded in conformance/recorded',
  exceptions: [
    {
      id: 'conformance/kyverno-cli-tests/test/cli/test/anypattern_skip_error/resource.yaml 1',
      reason:
        'the server stops at the address of the service, which its own range does not have, before it sees that ports are missing',
    },
  ],
  run: (corpora) => (existsSync(join(corpora, 'real')) ? cases(corpora) : undefined),
};

function* cases(corpora: string): Iterable<Case> {
  const recorded = JSON.parse(readFileSync(RECORD, 'utf8')) as Record37;
  const { inventory } = load(FOLDERS, { cwd: corpora });
  const numbers = new Map<string, number>();
  for (const object of inventory.objects) {
    const file = object.origin?.file.path ?? '';
    const number = numbers.get(file) ?? 0;
    numbers.set(file, number + 1);
    const answer = recorded[file]?.[number] ?? 'accepted';
    if (!wasSent(object) || answer === 'unasked') continue;
    const problems = kinds.problemsOf(object, inventory.scopeOf(object));
    yield { id: `${file} ${number}`, agrees: agrees(answer, problems, file), detail: detailOf(answer, problems) };
  }
}

function wasSent({ apiVersion, kind }: KubeObject): boolean {
  const known = kinds.schema.kind(apiVersion, kind);
  return known?.creatable === true && !known.resource.includes('/');
}

function agrees(answer: Answer, problems: readonly Problem[], file: string): boolean {
  const unknown = problems.filter(({ problem }) => problem === 'unknown-field').map(({ at }) => dotted(at));
  const isUnreadable = problems.some(({ problem }) => problem === 'wrong-type');
  if (answer === 'unreadable') return isUnreadable;
  if (isUnreadable || answer === 'unasked') return false;
  if (answer === 'accepted') return problems.length === 0;
  if ('unknown' in answer)
    return [...new Set(unknown)].toSorted().join(' ') === [...new Set(answer.unknown)].toSorted().join(' ');
  // Where everything is wrong the server stops long before the end.
  return (
    unknown.length === 0 &&
    (file.includes('k8s-api-roundtrip') || problems.every(({ at }) => isNamed(dotted(at), answer.invalid)))
  );
}

/** Whether the server names the field, what it stands in, or the same field by a path that it has wrong. */
function isNamed(field: string, named: readonly string[]): boolean {
  const own = field.slice(field.lastIndexOf('.') + 1);
  return named.some((name) => field.startsWith(name) || name.startsWith(field) || name.slice(name.lastIndexOf('.') + 1) === own);
}

/** A path as the server writes it. */
function dotted(at: Path): string {
  return at
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

function detailOf(answer: Answer, problems: readonly Problem[]): string {
  return `the server says ${JSON.stringify(answer)}, we ${problems.map(({ problem, at }) => `${problem} ${dotted(at)}`).join(', ') || 'nothing'}`;
}
