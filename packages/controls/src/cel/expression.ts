/** An expression of the Common Expression Language as it is written. What it gives is not computed here. */
export type Cel =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'select'; readonly of: Cel; readonly field: string }
  | { readonly kind: 'index'; readonly of: Cel; readonly index: Cel }
  /** A function, or with `of` a method or a macro; `-x` is the function `-`. */
  | { readonly kind: 'call'; readonly of: Cel | undefined; readonly name: string; readonly args: readonly Cel[] }
  | { readonly kind: 'list'; readonly items: readonly Cel[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Cel, Cel])[] }
  | { readonly kind: 'not'; readonly of: Cel }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Cel; readonly right: Cel }
  | { readonly kind: 'choice'; readonly when: Cel; readonly yes: Cel; readonly no: Cel };

/** The expressions right below one. */
export function childrenOf(cel: Cel): readonly Cel[] {
  switch (cel.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'select':
    case 'not':
      return [cel.of];
    case 'index':
      return [cel.of, cel.index];
    case 'call':
      return cel.of === undefined ? cel.args : [cel.of, ...cel.args];
    case 'list':
      return cel.items;
    case 'map':
      return cel.entries.flat();
    case 'binary':
      return [cel.left, cel.right];
    case 'choice':
      return [cel.when, cel.yes, cel.no];
  }
}

/** Whether `holds` of the expression or of one anywhere below it. */
export function someIn(cel: Cel, holds: (part: Cel) => boolean): boolean {
  return holds(cel) || childrenOf(cel).some((child) => someIn(child, holds));
}

/** The text of a literal. */
export function textIn(cel: Cel | undefined): string | undefined {
  return cel?.kind === 'literal' && typeof cel.value === 'string' ? cel.value : undefined;
}

/** Which field of the variable `name` an expression is: `claims.sub`, `claims["sub"]`, and what is no more than it with a default. */
export function fieldOf(cel: Cel, name: string): string | undefined {
  switch (cel.kind) {
    case 'select':
      return isName(cel.of, name) ? cel.field : undefined;
    case 'index':
      return isName(cel.of, name) ? textIn(cel.index) : undefined;
    case 'call': {
      const same = sameAs(cel);
      return same && fieldOf(same, name);
    }
    default:
      return undefined;
  }
}

/** What a call gives on as it is: `x.orValue("")`, `string(x)`. */
function sameAs({ of, name, args }: Cel & { kind: 'call' }): Cel | undefined {
  if (of !== undefined) return name === 'orValue' || name === 'value' ? of : undefined;
  return name === 'string' || name === 'dyn' ? args[0] : undefined;
}

export function isName(cel: Cel, name: string): boolean {
  return cel.kind === 'name' && cel.name === name;
}
