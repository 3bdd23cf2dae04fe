import { isArray, isObject, listAt, member, stringAt, type Json } from './json.ts';
import type { Path } from './path.ts';

/** Deeper than any known kind has its pod templates. */
const DEEPEST = 16;

/** What is below these is no part of what will run: the server's own fields, chart input, patterns, patches over another object. */
const NOT_ENTERED = /^(?:metadata|status|values|valuesObject)$|patch|overrid|overlay|pattern|schema/i;

/**
 * The pod specs in an object of a kind that nobody knows, by their shape: a field called `template`, or something that ends
 * in `Template`, whose `spec` has containers with names.
 */
export function podSpecsByShape(value: Json): readonly Path[] {
  const found: Path[] = [];
  walk(value, [], found);
  return found;
}

function walk(value: Json | undefined, path: Path, found: Path[]): void {
  if (path.length > DEEPEST) return;
  if (isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, [...path, index], found);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) if (!NOT_ENTERED.test(key)) visit(key, item, [...path, key], found);
  }
}

function visit(key: string, value: Json | undefined, path: Path, found: Path[]): void {
  if (namesTemplate(key) && isPodTemplate(value)) {
    found.push([...path, 'spec']);
  } else if (key.endsWith('Templates') && isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (isPodTemplate(item)) found.push([...path, index, 'spec']);
      else walk(item, [...path, index], found);
    }
  } else {
    walk(value, path, found);
  }
}

function namesTemplate(key: string): boolean {
  return key === 'template' || key.endsWith('Template');
}

function isPodTemplate(value: Json | undefined): boolean {
  const containers = listAt(member(value, 'spec'), 'containers');
  return containers.length > 0 && containers.every((container) => Boolean(stringAt(container, 'name')));
}
