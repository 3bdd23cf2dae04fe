import { listAt, objectAt, stringAt, type Json, type Path } from '@bulwark/model';

export interface OptOut {
  readonly at: Path;
  readonly label: string;
  readonly how: 'setting' | 'leaving out';
}

/** Labels that nobody sets freely: the API server gives a namespace its name, and guards the levels of Pod Security itself. */
function isGuarded(key: string): boolean {
  return key === 'kubernetes.io/metadata.name' || key.startsWith('pod-security.kubernetes.io/');
}

/**
 * The first requirement of a label selector that a label turns off: by being there, or by not being there, which is what a
 * selector of objects may ask for. A selector of namespaces that asks for a label says where a rule is meant to hold.
 */
export function optOutOf(selector: Json, path: Path, of: 'objects' | 'namespaces'): OptOut | undefined {
  return (of === 'objects' ? demandedLabel(selector, path) : undefined) ?? optOutExpression(selector, path, of);
}

function demandedLabel(selector: Json, path: Path): OptOut | undefined {
  for (const key of Object.keys(objectAt(selector, 'matchLabels') ?? {})) {
    if (!isGuarded(key)) return { at: [...path, 'matchLabels', key], label: key, how: 'leaving out' };
  }
  return undefined;
}

function optOutExpression(selector: Json, path: Path, of: 'objects' | 'namespaces'): OptOut | undefined {
  const expressions = listAt(selector, 'matchExpressions');
  for (const [index, expression] of expressions.entries()) {
    const key = stringAt(expression, 'key');
    if (key === undefined || isGuarded(key)) continue;
    const operator = stringAt(expression, 'operator');
    const at = [...path, 'matchExpressions', index];
    if (operator === 'NotIn' || operator === 'DoesNotExist') return { at, label: key, how: 'setting' };
    if (of === 'objects' && (operator === 'In' || operator === 'Exists')) return { at, label: key, how: 'leaving out' };
  }
  return undefined;
}
