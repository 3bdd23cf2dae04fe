import { isName, textIn, type Cel } from '../cel/expression.ts';
import { refusesSystem } from './refuses-system.ts';
import { mayBeSystem, SYSTEM } from './system-names.ts';

/**
 * What an expression that names users or groups makes of claims: names that are kept apart from those of Kubernetes itself,
 * names that the issuer of the tokens chooses freely, or something that is not understood.
 */
export type Names = 'apart' | 'free' | 'unclear';

/** What is known of the variables of macros: `g` in `claims.groups.map(g, …)`. */
type Variables = ReadonlyMap<string, Names>;

const NONE: Variables = new Map();
/** What gives its text or its list as it is, and what a default stands beside. */
const PASSING: ReadonlySet<string> = new Set(['trim', 'value', 'distinct', 'sort']);

export function mappedNames(cel: Cel, variables: Variables = NONE): Names {
  switch (cel.kind) {
    case 'literal':
      return typeof cel.value === 'string' ? ofText(cel.value) : 'apart';
    case 'name':
      return variables.get(cel.name) ?? 'unclear';
    case 'list':
      return worst(cel.items.map((item) => mappedNames(item, variables)));
    case 'choice':
      return worst([mappedNames(cel.yes, variables), mappedNames(cel.no, variables)]);
    case 'binary':
      return cel.op === '+' ? ofSum(sumOf(cel), variables) : 'unclear';
    case 'call':
      return ofCall(cel, variables);
    default:
      return isInClaims(cel) ? 'free' : 'unclear';
  }
}

/** A fixed name is whatever the configuration says; Kubernetes' own is for everybody then. */
function ofText(text: string): Names {
  return text.startsWith(SYSTEM) ? 'free' : 'apart';
}

function worst(all: readonly Names[]): Names {
  if (all.includes('free')) return 'free';
  return all.includes('unclear') ? 'unclear' : 'apart';
}

/** The parts of `a + b + c`, from left to right. */
function sumOf(cel: Cel): readonly Cel[] {
  return cel.kind === 'binary' && cel.op === '+' ? [...sumOf(cel.left), ...sumOf(cel.right)] : [cel];
}

/** Text is put behind text, or a list behind a list: the first part that is no claim says which. */
function ofSum(parts: readonly Cel[], variables: Variables): Names {
  if (parts.some(isList)) return worst(parts.map((part) => mappedNames(part, variables)));
  let prefix = '';
  for (const part of parts) {
    const text = textIn(part);
    if (text === undefined) break;
    prefix += text;
  }
  if (prefix !== '') return mayBeSystem(prefix) ? 'free' : 'apart';
  // `claims.sub + "@example.com"` may begin with `system:`, but is none of the names that Kubernetes knows.
  const hasText = parts.some((part) => textIn(part));
  const first = parts.find((part) => textIn(part) !== '');
  return hasText || first === undefined ? 'unclear' : mappedNames(first, variables);
}

function isList(cel: Cel): boolean {
  if (cel.kind === 'list') return true;
  return cel.kind === 'call' && (cel.name === 'map' || cel.name === 'filter' || cel.args.some(isList));
}

function ofCall({ of, name, args }: Cel & { kind: 'call' }, variables: Variables): Names {
  const [first] = args;
  if (of === undefined) {
    return (name === 'string' || name === 'dyn') && first !== undefined ? mappedNames(first, variables) : 'unclear';
  }
  if (PASSING.has(name)) return mappedNames(of, variables);
  switch (name) {
    case 'orValue':
      return worst([mappedNames(of, variables), ...args.map((arg) => mappedNames(arg, variables))]);
    case 'map':
      return ofMap(of, args, variables);
    case 'filter':
      return ofFilter(of, args, variables);
    case 'format':
      return ofFormat(of);
    case 'split':
      // Pieces of what is free are free; pieces of what has a prefix may have lost it.
      return mappedNames(of, variables) === 'free' ? 'free' : 'unclear';
    default:
      return 'unclear';
  }
}

/** `list.map(x, text)`, `list.map(x, condition, text)`. */
function ofMap(of: Cel, args: readonly Cel[], variables: Variables): Names {
  const [variable, second, third] = args;
  if (variable?.kind !== 'name' || second === undefined) return 'unclear';
  const condition = third === undefined ? undefined : second;
  const guarded = condition !== undefined && refusesSystem(condition, (cel) => isName(cel, variable.name));
  const each = guarded ? 'apart' : condition === undefined ? mappedNames(of, variables) : unclearAtBest(of, variables);
  return mappedNames(third ?? second, new Map([...variables, [variable.name, each]]));
}

/** `list.filter(x, condition)`. */
function ofFilter(of: Cel, [variable, condition]: readonly Cel[], variables: Variables): Names {
  if (variable?.kind !== 'name' || condition === undefined) return 'unclear';
  if (refusesSystem(condition, (cel) => isName(cel, variable.name))) return 'apart';
  return unclearAtBest(of, variables);
}

/** What is free and goes through a condition that is not understood. */
function unclearAtBest(of: Cel, variables: Variables): Names {
  const names = mappedNames(of, variables);
  return names === 'free' ? 'unclear' : names;
}

/** `'oidc:%s'.format([claims.sub])`. */
function ofFormat(of: Cel): Names {
  const prefix = textIn(of)?.split('%', 1)[0];
  if (!prefix) return 'unclear';
  return mayBeSystem(prefix) ? 'free' : 'apart';
}

/** A claim, or what is inside one: `claims.sub`, `claims.realm_access.roles`. */
function isInClaims(cel: Cel): boolean {
  return (cel.kind === 'select' || cel.kind === 'index') && (isName(cel.of, 'claims') || isInClaims(cel.of));
}
