/** One quality check of the repository at `root`. */
export interface Check {
  name: string;
  /** What is wrong, in words; empty when all is well. */
  run(root: string): Promise<string[]>;
  /** Mends what a machine can mend. */
  fix?(root: string): Promise<void>;
}
