import type { Path } from '@bulwark/model';

/** Why the API server would not start with a configuration. */
export interface ConfigurationProblem {
  /** From the PodSecurityConfiguration, or from the AdmissionConfiguration where that is at fault. */
  readonly path: Path;
  /** In the server's words, where it is a matter of values: `defaults.enforce: Invalid value: "none": must be one of …`. */
  readonly text: string;
}
