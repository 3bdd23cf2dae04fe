import { askOracle } from '../../control-plane/oracle.ts';

interface Evaluations {
  readonly results: readonly { readonly message: string }[];
}

export interface Judged {
  /** A pod, or what carries a pod template. */
  readonly object: unknown;
  /** `restricted:v1.25`, one or more. */
  readonly at: readonly string[];
}

/**
 * What Kubernetes' own evaluator says after `violates PodSecurity "…": `, of each case at each of its levels; the empty
 * string where it allows. Undefined for texts that the oracle cannot read, because it takes JSON for YAML.
 */
export async function oracleMessages(
  program: string,
  cases: readonly Judged[],
): Promise<readonly (readonly string[] | undefined)[]> {
  const answers = await askOracle<Evaluations>(
    program,
    cases.map(({ object, at }) => ({ ask: 'pod-security', created: true, at, object })),
  );
  return answers.map((answer) => {
    if (!('error' in answer)) return answer.results.map(({ message }) => message);
    if (answer.error.startsWith('yaml: ')) return undefined;
    throw new Error(`the oracle: ${answer.error}`);
  });
}

/** As a warning or in the audit log; undefined where nothing is violated. */
export function violation(at: string, message: string): string | undefined {
  return message === '' ? undefined : `would violate PodSecurity "${at}": ${message}`;
}
