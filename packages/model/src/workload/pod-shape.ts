import { isArray, isObject, listAt, member, stringAt, type Json, type JsonArray } from '../json.ts';
import type { Path } from '../path.ts';

/** Deeper than any known kind has its pod templates. */
const DEEPEST = 16;

/** What is below these is no part of what will run: the server's own fields, chart input, patterns, patches over another object. */
const NOT_ENTERED = /^(?:metadata|status|values|valuesObject)$|patch|overrid|overlay|pattern|schema/i;

/** Keys that were asked about: they are few, and an expression is slow until it has run often. */
const entered = new Map<string, boolean>();
const MOST_KEYS = 4096;

function isEntered(key: string): boolean {
  const known = entered.get(key);
  if (known !== undefined) return known;
  const answer = !NOT_ENTERED.test(key);
  if (entered.size < MOST_KEYS) entered.set(key, answer);
  return answer;
}

/**
 * The pod specs in an object of a kind that nobody knows, by their shape: a field called `template`, or something that ends
 * in `Template`, whose `spec` has containers with names.
 */
export function podSpecsByShape(value: Json): readonly Path[] {
  const found: Path[] = [];
  walk(value, [], found);
  return found;
}

/** `path` is where `value` stands. It is one stack for the whole walk: only what is found is copied. */
function walk(value: Json | undefined, path: (string | number)[], found: Path[]): void {
  if (path.length > DEEPEST) return;
  if (isArray(value)) return walkItems(value, path, found);
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (typeof item !== 'object' || item === null || !isEntered(key)) continue;
    path.push(key);
    visit(key, item, path, found);
    path.pop();
  }
}

function walkItems(items: JsonArray, path: (string | number)[], found: Path[]): void {
  for (const [index, item] of items.entries()) {
    if (typeof item !== 'object' || item === null) continue;
    path.push(index);
    walk(item, path, found);
    path.pop();
  }
}

function visit(key: string, value: Json, path: (string | number)[], found: Path[]): void {
  if (namesTemplate(key) && isPodTemplate(value)) found.push([...path, 'spec']);
  else if (key.endsWith('Templates') && isArray(value)) visitTemplates(value, path, found);
  else walk(value, path, found);
}

function visitTemplates(templates: JsonArray, path: (string | number)[], found: Path[]): void {
  for (const [index, item] of templates.entries()) {
    path.push(index);
    if (isPodTemplate(item)) found.push([...path, 'spec']);
    else walk(item, path, found);
    path.pop();
  }
}

function namesTemplate(key: string): boolean {
  return key === 'template' || key.endsWith('Template');
}

function isPodTemplate(value: Json | undefined): boolean {
  const containers = listAt(member(value, 'spec'), 'containers');
  return containers.length > 0 && containers.every((container) => Boolean(stringAt(container, 'name')));
}
