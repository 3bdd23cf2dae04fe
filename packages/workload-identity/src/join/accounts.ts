import type { KubeObject } from '@bulwark/model';
import { claimsOf, type IdentityClaim } from '../claim.ts';
import { globMatches, globText } from '../glob.ts';
import type { AccountRef } from '../subject/account.ts';
import { breadthOf, holds, type SubjectPattern } from '../subject/subject-pattern.ts';

export interface AskedClaim {
  readonly account: KubeObject;
  readonly claim: IdentityClaim;
}

/** An account that a trust may be about. */
export interface Candidate {
  readonly ref: AccountRef;
  readonly declared: KubeObject | undefined;
  /** Why it may be another one. */
  readonly doubt: string | undefined;
}

const OPEN = 'the manifest leaves open in which namespace the account is';

/** The ServiceAccounts of the manifests, found by what trusts say of them. */
export class Accounts {
  readonly list: readonly KubeObject[];
  readonly claims: readonly AskedClaim[];
  readonly #byName: ReadonlyMap<string, readonly KubeObject[]>;
  readonly #claimsByPrincipal: ReadonlyMap<string, readonly AskedClaim[]>;

  constructor(list: readonly KubeObject[]) {
    this.list = list;
    this.#byName = Map.groupBy(list, ({ name }) => name);
    this.claims = list.flatMap((account) => claimsOf(account).map((claim) => ({ account, claim })));
    this.#claimsByPrincipal = Map.groupBy(this.claims, ({ claim }) => claim.principal.toLowerCase());
  }

  asking(principal: string): readonly AskedClaim[] {
    return this.#claimsByPrincipal.get(principal.toLowerCase()) ?? [];
  }

  /** Those that patterns hold: the declared ones, and those that a pattern names by itself. */
  held(patterns: readonly SubjectPattern[]): readonly Candidate[] {
    const found = new Map<unknown, Candidate>();
    for (const pattern of patterns)
      for (const candidate of this.#heldBy(pattern)) found.set(candidate.declared ?? keyOf(candidate.ref), candidate);
    return [...found.values()];
  }

  #heldBy(pattern: SubjectPattern): readonly Candidate[] {
    const isOne = breadthOf(pattern) === 'one';
    const name = globText(pattern.name);
    const among = isOne ? (this.#byName.get(name) ?? []) : this.list;
    const declared = among.flatMap((object): readonly Candidate[] => {
      const { namespace } = object;
      if (namespace !== undefined) {
        const ref = { namespace, name: object.name };
        return holds(pattern, ref) ? [{ ref, declared: object, doubt: undefined }] : [];
      }
      if (!globMatches(pattern.name, object.name)) return [];
      const doubt = breadthOf(pattern) === 'cluster' ? undefined : OPEN;
      return [
        { ref: { namespace: isOne ? globText(pattern.namespace) : 'default', name: object.name }, declared: object, doubt },
      ];
    });
    if (!isOne || declared.length > 0) return declared;
    return [{ ref: { namespace: globText(pattern.namespace), name }, declared: undefined, doubt: undefined }];
  }
}

function keyOf({ namespace, name }: AccountRef): string {
  return `${namespace}/${name}`;
}
