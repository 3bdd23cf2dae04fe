import { amount } from '@bulwark/report';
import type { Binding } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';

/**
 * Says once that some of the bindings on which an answer rests name no namespace: they count as `default`, and are
 * wherever somebody applies them. Nothing where all name one.
 */
export function* defaultNamespaceText(bindings: Iterable<Binding>, { palette }: TextStyle): IterableIterator<string> {
  const nameless = new Set([...bindings].filter(isDefaulted)).size;
  if (nameless > 0)
    yield palette.dim(
      `${amount(nameless, 'RoleBinding')} without a namespace: counted as in "default", where kubectl puts it without -n\n`,
    );
}

function isDefaulted({ kind, object }: Binding): boolean {
  return kind === 'RoleBinding' && object !== undefined && (object.namespace === undefined || object.namespace === '');
}
