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
        (refusesSystem(condition.when, isSubject) || refusesSystem(condition.yes, isSubject)) &&
        (refusesSystem(condition.when, isSubject, false) || refusesSystem(condition.no, isSubject))
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
  if (op === '&&' || op === '||') {
    const both = [refusesSystem(left, isSubject, holds), refusesSystem(right, isSubject, holds)];
    return (op === '&&') === holds ? both.includes(true) : !both.includes(false);
  }
  if (op === '==' || op === '!=') return (op === '==') === holds && isPlainName(left, right, isSubject);
  if (op !== 'in' || !holds || !isSubject(left) || right.kind !== 'list') return false;
  return right.items.every((item) => textIn(item)?.startsWith(SYSTEM) === false);
}

/** The subject and a text that is no name of Kubernetes' own, in whichever order. */
function isPlainName(left: Cel, right: Cel, isSubject: IsSubject): boolean {
  const text = isSubject(left) ? textIn(right) : isSubject(right) ? textIn(left) : undefined;
  return text?.startsWith(SYSTEM) === false;
}

function ofCall({ of, name, args }: Cel & { kind: 'call' }, isSubject: IsSubject, holds: boolean): boolean {
  const [first] = args;
  if (first === undefined) return false;
  if (of === undefined) return name === 'has' && !holds && isSubject(first);
  if (!isSubject(of)) return false;
  return name === 'startsWith' ? ofPrefix(first, holds) : ofEach(name, args, holds);
}

function ofPrefix(argument: Cel, holds: boolean): boolean {
  const prefix = textIn(argument);
  if (prefix === undefined) return false;
  return holds ? !mayBeSystem(prefix) : SYSTEM.startsWith(prefix);
}

/** `names.all(name, …)` that holds, or `names.exists(name, …)` that does not. */
function ofEach(macro: string, [variable, body, ...more]: readonly Cel[], holds: boolean): boolean {
  if (macro !== (holds ? 'all' : 'exists') || variable?.kind !== 'name' || body === undefined || more.length > 0) return false;
  return refusesSystem(body, (cel) => isName(cel, variable.name), holds);
}
