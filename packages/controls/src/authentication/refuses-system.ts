import { isName, textIn, type Cel } from '../cel/expression.ts';
import { mayBeSystem, SYSTEM } from './system-names.ts';

/** Whether an expression is the name, or the list of names, that is asked about. */
export type IsSubject = (cel: Cel) => boolean;

/**
 * Whether a condition that holds proves that no name of the subject is one of Kubernetes' own. False where it does not, and
 * where it is not understood.
 */
export function refusesSystem(condition: Cel, isSubject: IsSubject, holds = true): boolean {
  switch (condition.kind) {
    case 'not':
      return refusesSystem(condition.of, isSubject, !holds);
    case 'binary':
      return ofBinary(condition, isSubject, holds);
    case 'choice':
      return (
        holds &&
        // Either the condition holds and with it the one branch, or it does not, and the other one does.
        (refusesSystem(condition.when, isSubject) || refusesSystem(condition.then, isSubject)) &&
        (refusesSystem(condition.when, isSubject, false) || refusesSystem(condition.otherwise, isSubject))
      );
    case 'call':
      return ofCall(condition, isSubject, holds);
    case 'literal':
      // What is never so proves everything.
      return condition.value === !holds;
    default:
      return false;
  }
}

function ofBinary({ op, left, right }: Cel & { kind: 'binary' }, isSubject: IsSubject, holds: boolean): boolean {
  const both = (): readonly boolean[] => [refusesSystem(left, isSubject, holds), refusesSystem(right, isSubject, holds)];
  if (op === '&&' || op === '||') return (op === '&&') === holds ? both().includes(true) : !both().includes(false);
  if (op === '==' || op === '!=') {
    const text = isSubject(left) ? textIn(right) : isSubject(right) ? textIn(left) : undefined;
    return text !== undefined && (op === '==') === holds && !text.startsWith(SYSTEM);
  }
  if (op !== 'in' || !holds || !isSubject(left) || right.kind !== 'list') return false;
  return right.items.every((item) => textIn(item)?.startsWith(SYSTEM) === false);
}

function ofCall(call: Cel & { kind: 'call' }, isSubject: IsSubject, holds: boolean): boolean {
  const { of, name, args } = call;
  const [first, body] = args;
  if (of === undefined) return name === 'has' && !holds && first !== undefined && isSubject(first);
  if (!isSubject(of) || first === undefined) return false;
  if (name === 'startsWith') {
    const prefix = textIn(first);
    if (prefix === undefined) return false;
    return holds ? !mayBeSystem(prefix) : SYSTEM.startsWith(prefix);
  }
  if (first.kind !== 'name' || body === undefined || args.length > 2) return false;
  const isEach: IsSubject = (cel) => isName(cel, first.name);
  if (name === 'all' && holds) return refusesSystem(body, isEach);
  return name === 'exists' && !holds && refusesSystem(body, isEach, false);
}
